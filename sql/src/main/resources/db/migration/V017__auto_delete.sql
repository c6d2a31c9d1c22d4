ALTER TABLE node
  ADD COLUMN auto_delete_days INT NULL COMMENT 'class: customer settings; of a folder: what lies in it and was not changed for so long is deleted',
  ADD KEY node_auto_delete (auto_delete_days);

ALTER TABLE space ADD COLUMN auto_delete_days INT NULL COMMENT 'the same for the whole space; those of its folders do not count then';
