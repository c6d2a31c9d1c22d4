-- Insert only: two triggers refuse change and deletion; days that are no longer kept go as whole partitions.

CREATE TABLE operation_log (
  day           DATE         NOT NULL COMMENT 'calendar day in JST',
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  at            DATETIME(6)  NOT NULL COMMENT 'UTC',
  service_code  VARCHAR(16)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  account       VARCHAR(63)  NOT NULL,
  surface       VARCHAR(8)   NOT NULL,
  action        VARCHAR(32)  NOT NULL,
  space         VARCHAR(80)  NOT NULL DEFAULT '',
  path          VARCHAR(1000) NOT NULL DEFAULT '',
  destination   VARCHAR(1000) NOT NULL DEFAULT '',
  bytes         BIGINT       NOT NULL DEFAULT 0,
  millis        INT          NOT NULL DEFAULT 0,
  result        VARCHAR(40)  NOT NULL,
  refers_to     BINARY(16)   NULL COMMENT 'the row of the start, on the row of the end of a download',
  mac           BINARY(32)   NOT NULL COMMENT 'HMAC-SHA-256 over the canonical form of the row',
  PRIMARY KEY (day, tenant_id, id),
  KEY operation_log_end (tenant_id, refers_to)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer log'
PARTITION BY RANGE COLUMNS (day) (PARTITION p00000000 VALUES LESS THAN ('2026-01-01'));

CREATE TRIGGER operation_log_no_update BEFORE UPDATE ON operation_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'operation_log is insert only';

CREATE TRIGGER operation_log_no_delete BEFORE DELETE ON operation_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'operation_log is insert only';
