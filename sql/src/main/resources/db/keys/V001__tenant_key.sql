-- In a database of its own, with backups of its own: what is destroyed here makes a tenant's contents unreadable for ever.
CREATE TABLE tenant_key (
  tenant_id      BINARY(16)    NOT NULL,
  version        INT           NOT NULL,
  wrapped        VARBINARY(48) NOT NULL COMMENT 'AES-KW under a key derived from the master key for this tenant and version',
  master_version INT           NOT NULL,
  check_value    BINARY(8)     NOT NULL,
  created_at     DATETIME(6)   NOT NULL,
  destroyed_at   DATETIME(6)   NULL,
  PRIMARY KEY (tenant_id, version)
) ENGINE=InnoDB COMMENT='class: provider';
