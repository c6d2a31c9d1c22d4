-- The file tree. A move is one row, a copy shares contents, a deletion takes the top of a subtree out of the tree.

CREATE TABLE space (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  kind          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'COMMON, PRIVATE, GROUP, PROJECT',
  owner_id      BINARY(16)   NOT NULL COMMENT 'account, group, tenant or the project itself, by kind',
  name          VARCHAR(63)  NOT NULL,
  name_key      VARBINARY(252) NOT NULL,
  root_id       BINARY(16)   NOT NULL,
  quota_bytes   BIGINT       NOT NULL,
  used_bytes    BIGINT       NOT NULL DEFAULT 0 COMMENT 'folded entries of space_usage',
  trash         BOOLEAN      NOT NULL DEFAULT FALSE,
  allowed_addresses VARCHAR(2000) NOT NULL DEFAULT '',
  created_at    DATETIME(6)  NOT NULL,
  owner_account BINARY(16)   AS (CASE kind WHEN 'PRIVATE' THEN owner_id END) PERSISTENT,
  owner_group   BINARY(16)   AS (CASE kind WHEN 'GROUP' THEN owner_id END) PERSISTENT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY space_name (tenant_id, kind, name_key),
  UNIQUE KEY space_owner (tenant_id, kind, owner_id),
  CONSTRAINT space_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  CONSTRAINT space_owner_account FOREIGN KEY (tenant_id, owner_account) REFERENCES account (tenant_id, id),
  CONSTRAINT space_owner_group FOREIGN KEY (tenant_id, owner_group) REFERENCES account_group (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE space_member (
  tenant_id     BINARY(16)   NOT NULL,
  space_id      BINARY(16)   NOT NULL,
  principal_kind VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'ACCOUNT or GROUP',
  principal_id  BINARY(16)   NOT NULL,
  administrator BOOLEAN      NOT NULL DEFAULT FALSE,
  account_id    BINARY(16)   AS (CASE principal_kind WHEN 'ACCOUNT' THEN principal_id END) PERSISTENT,
  group_id      BINARY(16)   AS (CASE principal_kind WHEN 'GROUP' THEN principal_id END) PERSISTENT,
  PRIMARY KEY (tenant_id, space_id, principal_kind, principal_id),
  CONSTRAINT space_member_space FOREIGN KEY (tenant_id, space_id) REFERENCES space (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT space_member_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT space_member_group FOREIGN KEY (tenant_id, group_id) REFERENCES account_group (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

-- Written by every change, never updated: no row for which writers queue. A job folds them into space.used_bytes.
CREATE TABLE space_usage (
  tenant_id     BINARY(16)   NOT NULL,
  space_id      BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  bytes         BIGINT       NOT NULL,
  PRIMARY KEY (tenant_id, space_id, id),
  CONSTRAINT space_usage_space FOREIGN KEY (tenant_id, space_id) REFERENCES space (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: provider';

CREATE TABLE stored_blob (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  length        BIGINT       NOT NULL,
  sha256        BINARY(32)   NOT NULL,
  cipher_length BIGINT       NOT NULL,
  cipher_sha256 BINARY(32)   NOT NULL,
  key_version   INT          NOT NULL,
  wrapped_key   VARBINARY(48) NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT blob_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB COMMENT='class: customer content';

CREATE TABLE blob_gc (
  tenant_id     BINARY(16)   NOT NULL,
  blob_id       BINARY(16)   NOT NULL,
  not_before    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, blob_id),
  KEY blob_gc_due (not_before),
  -- not the blob: the file goes after the row, and this line after the file
  CONSTRAINT blob_gc_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB COMMENT='class: provider';

CREATE TABLE node (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  space_id      BINARY(16)   NOT NULL,
  parent_id     BINARY(16)   NULL COMMENT 'null: the root of a space, or the top of something deleted',
  kind          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'FOLDER or DOCUMENT',
  name          VARCHAR(255) NOT NULL,
  name_key      VARBINARY(1600) NOT NULL,
  comment       VARCHAR(80)  NOT NULL DEFAULT '',
  -- of a folder
  own_rule      BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'class: customer settings; node_right rows count and inheritance ends here',
  keep_revisions BOOLEAN     NOT NULL DEFAULT FALSE COMMENT 'class: customer settings',
  scan_virus    BOOLEAN      NOT NULL DEFAULT TRUE COMMENT 'class: customer settings',
  notify        BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'class: customer settings',
  make_link     BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'class: customer settings',
  make_thumbnail BOOLEAN     NOT NULL DEFAULT FALSE COMMENT 'class: customer settings',
  -- of a document: what a list shows of the newest revision
  revision_id   BINARY(16)   NULL COMMENT 'null: a name that a lock holds, without content yet',
  revision_number INT        NOT NULL DEFAULT 0,
  length        BIGINT       NOT NULL DEFAULT 0,
  sha256        BINARY(32)   NULL,
  media_type    VARCHAR(100) NULL,
  created_at    DATETIME(6)  NOT NULL,
  created_by    VARCHAR(63)  NOT NULL,
  modified_at   DATETIME(6)  NOT NULL,
  modified_by   VARCHAR(63)  NOT NULL,
  deleted_at    DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY node_name (tenant_id, parent_id, name_key),
  KEY node_deleted (deleted_at),
  CONSTRAINT node_space FOREIGN KEY (tenant_id, space_id) REFERENCES space (tenant_id, id),
  CONSTRAINT node_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES node (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

CREATE TABLE revision (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  number        INT          NOT NULL,
  blob_id       BINARY(16)   NOT NULL,
  length        BIGINT       NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  created_by    VARCHAR(63)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY revision_number (tenant_id, node_id, number),
  KEY revision_blob (tenant_id, blob_id),
  CONSTRAINT revision_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id),
  CONSTRAINT revision_blob FOREIGN KEY (tenant_id, blob_id) REFERENCES stored_blob (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

CREATE TABLE node_right (
  tenant_id     BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  principal_kind VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'ACCOUNT, GROUP or EVERYONE',
  principal_id  BINARY(16)   NOT NULL COMMENT 'the tenant itself for EVERYONE',
  mode          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  account_id    BINARY(16)   AS (CASE principal_kind WHEN 'ACCOUNT' THEN principal_id END) PERSISTENT,
  group_id      BINARY(16)   AS (CASE principal_kind WHEN 'GROUP' THEN principal_id END) PERSISTENT,
  PRIMARY KEY (tenant_id, node_id, principal_kind, principal_id),
  CONSTRAINT node_right_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT node_right_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT node_right_group FOREIGN KEY (tenant_id, group_id) REFERENCES account_group (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

CREATE TABLE node_property (
  tenant_id     BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  property_key  BINARY(32)   NOT NULL COMMENT 'SHA-256 of namespace and name',
  namespace     VARCHAR(1000) NOT NULL,
  name          VARCHAR(255) NOT NULL,
  value         TEXT         NOT NULL COMMENT 'XML content',
  PRIMARY KEY (tenant_id, node_id, property_key),
  CONSTRAINT node_property_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

CREATE TABLE node_lock (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL COMMENT 'the lock token is opaquelocktoken: and this id',
  node_id       BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  exclusive     BOOLEAN      NOT NULL,
  deep          BOOLEAN      NOT NULL COMMENT 'depth infinity',
  owner         VARCHAR(2000) NOT NULL COMMENT 'XML content as the client sent it',
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  KEY node_lock_node (tenant_id, node_id),
  CONSTRAINT node_lock_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT node_lock_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

-- The answer to an upload, kept so that the same upload repeated after a lost answer changes nothing.
CREATE TABLE upload (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  upload_key    BINARY(32)   NOT NULL COMMENT 'SHA-256 of the idempotency key',
  fingerprint   BINARY(32)   NOT NULL COMMENT 'SHA-256 of target and content',
  node_id       BINARY(16)   NOT NULL,
  revision_id   BINARY(16)   NOT NULL,
  was_new       BOOLEAN      NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, account_id, upload_key),
  KEY upload_created (created_at),
  -- not the node: the answer stays the same after the document has gone
  CONSTRAINT upload_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer content';
