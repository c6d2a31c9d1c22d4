-- Free words on folders and documents, the same for everybody who may see these.
CREATE TABLE node_tag (
  tenant_id     BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  tag_key       VARBINARY(300) NOT NULL COMMENT 'what makes two tags the same',
  tag           VARCHAR(40)  NOT NULL COMMENT 'as written',
  PRIMARY KEY (tenant_id, node_id, tag_key),
  KEY node_tag_key (tenant_id, tag_key, node_id),
  CONSTRAINT node_tag_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

-- What somebody wants to find again, for this account alone.
CREATE TABLE star (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  starred_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, account_id, node_id),
  KEY star_node (tenant_id, node_id),
  CONSTRAINT star_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT star_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

-- What an account has opened or stored through the portal: its newest, written late and together.
CREATE TABLE recent_use (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  used_at       DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, account_id, node_id),
  KEY recent_use_node (tenant_id, node_id),
  CONSTRAINT recent_use_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
  -- not the node: to check it would lock documents that others are just storing
) ENGINE=InnoDB COMMENT='class: customer content';
