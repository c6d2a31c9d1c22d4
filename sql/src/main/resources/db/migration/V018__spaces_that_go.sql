-- A space that is given up stays as a row, under no name and nobody's, until everything in it is taken apart.
ALTER TABLE space
  ADD COLUMN deleted_at DATETIME(6) NULL COMMENT 'the kind is DELETED then, and the name and the owner are the space itself',
  ADD KEY space_deleted (deleted_at);
