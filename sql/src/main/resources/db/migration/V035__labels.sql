-- How far folders and documents may go; what counts is the strictest on the way from the top of the space.
ALTER TABLE node
  ADD COLUMN label VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'PUBLIC, INTERNAL or CONFIDENTIAL; null: none of its own';

ALTER TABLE trash_item
  ADD COLUMN label VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'INTERNAL' COMMENT 'what counted for it where it lay';
