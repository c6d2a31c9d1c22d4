-- What has come from somebody without an account waits, complete, until he says that he hands it in.
ALTER TABLE resumable_upload
  ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'shown when somebody says so, not when the last octet has come',
  ADD COLUMN verdict VARCHAR(12) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of the virus check, of one that is held and complete';

-- Folders into which people without an account may put documents, by an address that they are told.
CREATE TABLE receive_folder (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash; the token itself is shown once',
  account_id    BINARY(16)   NOT NULL COMMENT 'in whose name documents are stored; its log outlives the account',
  account_name  VARCHAR(63)  NOT NULL,
  node_id       BINARY(16)   NOT NULL COMMENT 'the folder, wherever it lies',
  path          VARCHAR(1000) NOT NULL COMMENT 'class: customer content; where the folder was',
  title         VARCHAR(80)  NOT NULL,
  message       VARCHAR(2000) NOT NULL COMMENT 'to visitors; lines end with LF',
  most_files    INT          NOT NULL,
  most_bytes_each BIGINT     NOT NULL COMMENT 'of one document',
  most_bytes    BIGINT       NOT NULL COMMENT 'of all documents together',
  endings       VARCHAR(1000) NOT NULL COMMENT 'of names, in lower case, separated by commas; empty: all',
  code          BOOLEAN      NOT NULL COMMENT 'whether a visitor proves the mail address',
  password_hash VARCHAR(255) NULL,
  addresses     VARCHAR(2000) NOT NULL COMMENT 'ranges, separated by commas; empty: all',
  language      VARCHAR(8)   NOT NULL COMMENT 'of mails to the owner',
  files         INT          NOT NULL DEFAULT 0 COMMENT 'handed in or under way',
  bytes         BIGINT       NOT NULL DEFAULT 0,
  files_handed_in INT        NOT NULL DEFAULT 0,
  bytes_handed_in BIGINT     NOT NULL DEFAULT 0,
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  stopped_at    DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY receive_folder_token (token_hash),
  KEY receive_folder_account (tenant_id, account_id),
  KEY receive_folder_expires (expires_at),
  CONSTRAINT receive_folder_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Somebody has come to hand something in; at the end that is one hand-in.
CREATE TABLE receive_visit (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  receive_id    BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash of what the cookie has',
  name          VARCHAR(100) NULL COMMENT 'as the visitor has said; null as long as only the password was given',
  mail          VARCHAR(254) NULL,
  proven        BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'whether the mail address was shown to be the visitor''s',
  address       VARCHAR(45)  NOT NULL COMMENT 'of the network, from which the visitor came',
  language      VARCHAR(8)   NOT NULL,
  begun_at      DATETIME(6)  NOT NULL,
  handed_in_at  DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY receive_visit_token (tenant_id, token_hash),
  KEY receive_visit_folder (tenant_id, receive_id),
  KEY receive_visit_begun (begun_at),
  CONSTRAINT receive_visit_folder FOREIGN KEY (tenant_id, receive_id) REFERENCES receive_folder (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE receive_file (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL COMMENT 'also of the upload, as long as that is there',
  visit_id      BINARY(16)   NOT NULL,
  name          VARCHAR(255) NOT NULL COMMENT 'class: customer content; as the visitor has it',
  length        BIGINT       NOT NULL COMMENT 'bytes that were announced',
  state         VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'COMING, STORED, BROKEN or INFECTED',
  node_id       BINARY(16)   NULL COMMENT 'the document that it has become',
  stored_name   VARCHAR(255) NULL COMMENT 'class: customer content; with a counter where the name was taken',
  sha256        BINARY(32)   NULL,
  PRIMARY KEY (tenant_id, id),
  KEY receive_file_visit (tenant_id, visit_id),
  CONSTRAINT receive_file_visit FOREIGN KEY (tenant_id, visit_id) REFERENCES receive_visit (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
