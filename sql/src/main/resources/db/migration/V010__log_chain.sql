-- What makes missing lines of the operation log visible: a Merkle tree (RFC 6962) per tenant and day over its rows, signed
-- heads of it, and the last head of each day as a leaf of one tree over all days. Insert only, like the log itself. Leaves
-- and heads go with the partition of their day; the days' last heads stay.

CREATE TABLE log_leaf (
  day           DATE         NOT NULL,
  tenant_id     BINARY(16)   NOT NULL,
  position      BIGINT       NOT NULL COMMENT 'from 0 in the tree of the tenant and day',
  row_id        BINARY(16)   NOT NULL COMMENT 'the row of operation_log',
  leaf_hash     BINARY(32)   NOT NULL COMMENT 'RFC 6962 leaf hash of the canonical form of the row',
  PRIMARY KEY (day, tenant_id, position),
  UNIQUE KEY log_leaf_row (day, tenant_id, row_id)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='class: customer log'
PARTITION BY RANGE COLUMNS (day) (PARTITION p00000000 VALUES LESS THAN ('2026-01-01'));

CREATE TABLE log_checkpoint (
  day           DATE         NOT NULL,
  tenant_id     BINARY(16)   NOT NULL,
  size          BIGINT       NOT NULL COMMENT 'leaves of the tree that is signed',
  frontier      VARBINARY(2048) NOT NULL COMMENT 'hashes of the complete subtrees, from which the tree goes on',
  note          VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'C2SP tlog-checkpoint, signed',
  signed_at     DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  PRIMARY KEY (day, tenant_id, size)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='class: customer log'
PARTITION BY RANGE COLUMNS (day) (PARTITION p00000000 VALUES LESS THAN ('2026-01-01'));

CREATE TABLE log_day_root (
  day           DATE         NOT NULL,
  tenant_id     BINARY(16)   NOT NULL,
  position      BIGINT       NOT NULL COMMENT 'from 0 in the tree over all days and tenants',
  note          VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the last checkpoint of the day',
  PRIMARY KEY (day, tenant_id),
  UNIQUE KEY log_day_root_position (position)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='class: provider';

CREATE TABLE log_day_head (
  day           DATE         NOT NULL,
  size          BIGINT       NOT NULL COMMENT 'day roots up to the end of this day',
  frontier      VARBINARY(2048) NOT NULL,
  note          VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'C2SP tlog-checkpoint, signed',
  PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='class: provider';

CREATE TABLE log_verification (
  day           DATE         NOT NULL,
  verified_at   DATETIME(6)  NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  trees         INT          NOT NULL,
  leaves        BIGINT       NOT NULL,
  findings      BIGINT       NOT NULL,
  report        VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the first findings',
  PRIMARY KEY (day)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin COMMENT='class: provider';

CREATE TRIGGER log_leaf_no_update BEFORE UPDATE ON log_leaf FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_leaf is insert only';

CREATE TRIGGER log_leaf_no_delete BEFORE DELETE ON log_leaf FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_leaf is insert only';

CREATE TRIGGER log_checkpoint_no_update BEFORE UPDATE ON log_checkpoint FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_checkpoint is insert only';

CREATE TRIGGER log_checkpoint_no_delete BEFORE DELETE ON log_checkpoint FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_checkpoint is insert only';

CREATE TRIGGER log_day_root_no_update BEFORE UPDATE ON log_day_root FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_day_root is insert only';

CREATE TRIGGER log_day_root_no_delete BEFORE DELETE ON log_day_root FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_day_root is insert only';

CREATE TRIGGER log_day_head_no_update BEFORE UPDATE ON log_day_head FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_day_head is insert only';

CREATE TRIGGER log_day_head_no_delete BEFORE DELETE ON log_day_head FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_day_head is insert only';

CREATE TRIGGER log_verification_no_update BEFORE UPDATE ON log_verification FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_verification is insert only';

CREATE TRIGGER log_verification_no_delete BEFORE DELETE ON log_verification FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log_verification is insert only';
