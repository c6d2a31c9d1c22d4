ALTER TABLE stored_blob
  ADD COLUMN verdict VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of the virus check: CLEAN, UNSCANNABLE or INFECTED; null: not scanned';
