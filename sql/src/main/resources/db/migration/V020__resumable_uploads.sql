-- Uploads that come in parts and may be broken off and resumed (tus 1.0). Nobody sees anything of them before the last octet is there.
CREATE TABLE resumable_upload (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  space_id      BINARY(16)   NOT NULL COMMENT 'whose quota the parts count towards',
  path          VARCHAR(1000) NOT NULL COMMENT 'where the document is to be',
  length        BIGINT       NOT NULL COMMENT 'bytes in all',
  received      BIGINT       NOT NULL DEFAULT 0 COMMENT 'bytes of all parts together',
  parts         INT          NOT NULL DEFAULT 0,
  only_new      BOOLEAN      NOT NULL COMMENT 'refused when a document is there at the end',
  if_match      VARCHAR(200) NULL COMMENT 'the tag that the document must have at the end',
  sha256        BINARY(32)   NULL COMMENT 'what the whole must be, if the client has said so',
  modified_at   DATETIME(6)  NULL COMMENT 'the time of the document itself',
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  finished_at   DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  KEY resumable_upload_account (tenant_id, account_id),
  KEY resumable_upload_expires (expires_at),
  CONSTRAINT resumable_upload_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
  CONSTRAINT resumable_upload_space FOREIGN KEY (tenant_id, space_id) REFERENCES space (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';

CREATE TABLE upload_part (
  tenant_id     BINARY(16)   NOT NULL,
  upload_id     BINARY(16)   NOT NULL,
  number        INT          NOT NULL COMMENT 'from 0 in the order of their octets',
  blob_id       BINARY(16)   NOT NULL,
  PRIMARY KEY (tenant_id, upload_id, number),
  CONSTRAINT upload_part_upload FOREIGN KEY (tenant_id, upload_id) REFERENCES resumable_upload (tenant_id, id),
  CONSTRAINT upload_part_blob FOREIGN KEY (tenant_id, blob_id) REFERENCES stored_blob (tenant_id, id)
) ENGINE=InnoDB COMMENT='class: customer content';
