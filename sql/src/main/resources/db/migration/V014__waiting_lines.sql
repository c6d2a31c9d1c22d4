-- Lines of the operation log that wait for what belongs to them: a program makes an empty document first and fills it at once, and
-- that is one upload. Whoever follows takes the line away; when nobody does, it goes into the log.
CREATE TABLE waiting_line (
  tenant_id     BINARY(16)   NOT NULL,
  subject_id       BINARY(16)   NOT NULL COMMENT 'the document, which may be gone by now',
  due_at        DATETIME(6)  NOT NULL,
  service_code  VARCHAR(16)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  account       VARCHAR(63)  NOT NULL,
  surface       VARCHAR(8)   NOT NULL,
  action        VARCHAR(32)  NOT NULL,
  space         VARCHAR(80)  NOT NULL,
  path          VARCHAR(1000) NOT NULL,
  bytes         BIGINT       NOT NULL,
  millis        INT          NOT NULL,
  PRIMARY KEY (tenant_id, subject_id),
  KEY waiting_line_due (due_at),
  CONSTRAINT waiting_line_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';
