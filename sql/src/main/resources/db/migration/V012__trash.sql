-- What was deleted in a space that has a trash. The node is out of the tree as after any deletion; this line keeps it from being purged.
CREATE TABLE trash_item (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL COMMENT 'grows with the time of deletion',
  node_id       BINARY(16)   NOT NULL,
  space_id      BINARY(16)   NOT NULL,
  parent_id     BINARY(16)   NOT NULL COMMENT 'the folder it lay in, whose rule still applies; that may be gone',
  path          VARCHAR(900) NOT NULL COMMENT 'where it lay',
  deleted_at    DATETIME(6)  NOT NULL,
  deleted_by    VARCHAR(63)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY trash_node (tenant_id, node_id),
  KEY trash_space (tenant_id, space_id, id),
  CONSTRAINT trash_of_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id),
  CONSTRAINT trash_of_space FOREIGN KEY (tenant_id, space_id) REFERENCES space (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

ALTER TABLE space ADD COLUMN trash_days INT NULL COMMENT 'null: nothing leaves the trash by itself';
