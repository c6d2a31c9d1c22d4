ALTER TABLE node_lock
  ADD COLUMN personal BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'taken by a person in the portal: whoever has it works on without a token';
