-- Programs save by renaming the document away, putting a new one in its place and deleting the old one: what was deleted then is the
-- document, which goes on under its name with the new content.
ALTER TABLE node
  ADD COLUMN former_key VARBINARY(1600) NULL COMMENT 'name key of a document before it was renamed in its folder the last time',
  ADD COLUMN former_at  DATETIME(6)  NULL,
  ADD COLUMN former_by  VARCHAR(63)  NULL;
