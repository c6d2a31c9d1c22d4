package org.fubako;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every statement in the sources that touches a table of tenants says which tenant, for each of the tables. */
class TenantStatementsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path MIGRATIONS = Path.of("../sql/src/main/resources/db/migration");

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\) ENGINE", Pattern.DOTALL);
    private static final Pattern STATEMENT =
            Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MENTION = Pattern.compile("\\b(?:FROM|(?:STRAIGHT_)?JOIN|INTO|UPDATE)\\s+(\\w+)");
    private static final Pattern TENANT = Pattern.compile("\\btenant_id\\b");
    private static final Pattern CONDITION = Pattern.compile("\\btenant_id\\s*=");
    private static final Pattern ENTITY = Pattern.compile("\\b(?:from|join|update)\\s+([A-Z]\\w+)");
    private static final Pattern ENTITY_CONDITION = Pattern.compile("\\.tenant = :tenant\\b");

    /** By class and text, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            entry(
                    "SessionService SELECT tenant_id, account_id, TIMESTAMPDIFF(SECOND, last_seen_at, UTC_TIMESTAMP(6)),"
                            + " TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(6)), code_missing, created_at FROM session"
                            + " WHERE token_hash = ?1 AND expires_at > UTC_TIMESTAMP(6)",
                    "the token tells the tenant"),
            entry(
                    "SessionService UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) WHERE token_hash = ?",
                    "the token tells the tenant"),
            entry("SessionService DELETE FROM session WHERE token_hash = ?", "the token tells the tenant"),
            entry(
                    "LinkRepository SELECT tenant_id, account_id, purpose, mail FROM account_link WHERE token_hash = ?"
                            + " AND expires_at > ?",
                    "the token tells the tenant"),
            entry(
                    "LinkRepository SELECT tenant_id, id, account_id, password_hash, recipients, addresses, ended_at IS NOT"
                            + " NULL, stopped_by IS NOT NULL, expires_at > UTC_TIMESTAMP(6) FROM link WHERE token_hash = ?",
                    "the token tells the tenant"),
            entry(
                    "ReceiveRepository SELECT tenant_id FROM receive_folder WHERE token_hash = ?",
                    "the token tells the tenant"),
            entry(
                    "LinkTransaction DELETE FROM receive_folder WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY"
                            + " LIMIT ?",
                    "a job: what is over is over for everybody"),
            entry(
                    "LinkTransaction DELETE FROM link WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT ?",
                    "a job: what is over is over for everybody"),
            entry(
                    "LinkTransaction DELETE FROM mailed_code WHERE expires_at < UTC_TIMESTAMP(6) LIMIT ?",
                    "a job: what is over is over for everybody"),
            entry(
                    "TokenRepository SELECT tenant_id, account_id, scope, addresses FROM api_token WHERE token_hash = ?"
                            + " AND expires_at > ?",
                    "the token tells the tenant"),
            entry(
                    "LogoLookup SELECT l.tenant_id FROM tenant_logo l JOIN tenant t ON t.id = l.tenant_id WHERE l.id = ?"
                            + " AND t.state = 'ACTIVE'",
                    "the id tells the tenant, and nobody finds it by trying"),
            entry(
                    "PasswordHashTransaction SELECT tenant_id, id, password_hash FROM account WHERE password_pending LIMIT"
                            + " 200",
                    "a job looks for work over all tenants"),
            entry(
                    "FailureTransaction DELETE FROM sign_in_failures WHERE last_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY"
                            + " LIMIT ?",
                    "a job: what is long ago is so for everybody"),
            entry(
                    "FailureTransaction SELECT COUNT(*) FROM sign_in_failures",
                    "a job keeps the whole table within bounds"),
            entry(
                    "FailureTransaction DELETE FROM sign_in_failures ORDER BY failures, last_at LIMIT ?1",
                    "a job keeps the whole table within bounds"),
            entry(
                    "PurgeTransaction SELECT tenant_id, blob_id FROM blob_gc WHERE not_before < UTC_TIMESTAMP(6) LIMIT 1000",
                    "a job looks for work over all tenants"),
            entry(
                    "MailTransaction DELETE FROM outbox WHERE done_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY",
                    "a job: what is over is over for everybody"),
            entry(
                    "MailTransaction SELECT tenant_id, id, CAST(created_at AS CHAR), tries FROM outbox WHERE done_at IS NULL"
                            + " AND not_before <= UTC_TIMESTAMP(6) AND kind = 'mail' ORDER BY created_at LIMIT ?",
                    "a job looks for work over all tenants"),
            entry(
                    "NoticeTransaction SELECT tenant_id, node_id FROM folder_news GROUP BY tenant_id, node_id HAVING"
                            + " MAX(created_at) <= UTC_TIMESTAMP(6) - INTERVAL ?1 SECOND OR MIN(created_at) <="
                            + " UTC_TIMESTAMP(6) - INTERVAL ? SECOND",
                    "a job looks for work over all tenants"),
            entry(
                    "ResumableTransaction SELECT tenant_id, id FROM resumable_upload WHERE expires_at < UTC_TIMESTAMP(6)"
                            + " LIMIT 1000",
                    "a job looks for work over all tenants"),
            entry(
                    "RenditionTransaction SELECT tenant_id, blob_id, tries FROM rendition WHERE kind = ?1 AND NOT"
                            + " impossible AND rendition_id IS NULL AND tries < ?2 ORDER BY tries LIMIT 100",
                    "a job looks for work over all tenants"),
            entry(
                    "UsageTransaction SELECT tenant_id, space_id FROM space_usage GROUP BY tenant_id, space_id HAVING"
                            + " COUNT(*) > ?",
                    "a job looks for work over all tenants"),
            entry(
                    "LockRepository DELETE FROM node_lock WHERE expires_at <= UTC_TIMESTAMP(6)",
                    "a job: what has ended has ended for everybody"),
            entry(
                    "JdbcBlobTable SELECT MAX(id) FROM stored_blob GROUP BY tenant_id",
                    "the newest moment of the whole database"),
            entry(
                    "UnfinishedDownloads SELECT CAST(MAX(day) AS CHAR) FROM operation_log WHERE day < ?",
                    "a job looks for the last day with lines"),
            entry(
                    "WaitingLines SELECT tenant_id, subject_id, service_code, address, account, surface, action, space, path,"
                            + " bytes, millis FROM waiting_line WHERE due_at < UTC_TIMESTAMP(6) ORDER BY due_at LIMIT ?",
                    "a job looks for work over all tenants"),
            entry("LogTrees SELECT CAST(MIN(day) AS CHAR) FROM operation_log", "a job looks for work over all tenants"),
            entry(
                    "LogTrees SELECT DISTINCT tenant_id FROM operation_log WHERE day = ?1 UNION SELECT DISTINCT tenant_id"
                            + " FROM log_leaf WHERE day = ?1 UNION SELECT DISTINCT tenant_id FROM log_checkpoint"
                            + " WHERE day = ?1 UNION SELECT tenant_id FROM log_day_root WHERE day = ?1 ORDER BY tenant_id",
                    "a job looks for work over all tenants"),
            entry(
                    "LogTrees SELECT position, note FROM log_day_root WHERE position >= ?1 ORDER BY position LIMIT ?2",
                    "one tree over all tenants"),
            entry(
                    "LogTrees SELECT h.size - COALESCE((SELECT MAX(p.size) FROM log_day_head p WHERE p.day < h.day), 0) -"
                            + " (SELECT COUNT(*) FROM log_day_root r WHERE r.day = h.day) FROM log_day_head h WHERE h.day = ?1",
                    "one tree over all tenants"));

    private record Statement(String owner, String text) {

        String place() {
            return owner + " " + text.strip().replaceAll("\\s+", " ");
        }

        boolean isAbout(Set<String> tables) {
            return mentions(tables) > 0;
        }

        long mentions(Set<String> tables) {
            return MENTION.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(tables::contains)
                    .count();
        }

        boolean saysTheTenant(Set<String> tables) {
            boolean insert = text.strip().startsWith("INSERT") && !text.contains("SELECT");
            return (insert || CONDITION.matcher(text).find())
                    && TENANT.matcher(text).results().count() >= mentions(tables);
        }
    }

    @Test
    void everyStatementSaysTheTenantForEachTable() throws IOException {
        Set<String> tables = tablesOfTenants();
        List<Statement> statements = statements().stream()
                .filter(statement -> statement.isAbout(tables))
                .toList();
        Set<String> silent = statements.stream()
                .filter(statement -> !statement.saysTheTenant(tables))
                .map(Statement::place)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tables).contains("node", "account", "operation_log").doesNotContain("operator", "job_run");
        assertThat(statements).hasSizeGreaterThan(60);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(EXCEPTIONS.keySet());
    }

    @Test
    void everyQueryOfEntitiesSaysTheTenant() throws IOException {
        List<Statement> queries = statements().stream()
                .filter(statement -> ENTITY.matcher(statement.text()).find())
                .toList();

        assertThat(queries).hasSizeGreaterThan(1);
        assertThat(queries).allSatisfy(query -> assertThat(query.text()).containsPattern(ENTITY_CONDITION));
    }

    private static Set<String> tablesOfTenants() throws IOException {
        Set<String> tables = new TreeSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                TABLE.matcher(Files.readString(file))
                        .results()
                        .filter(table -> table.group(2).contains("tenant_id "))
                        .map(table -> table.group(1))
                        .forEach(tables::add);
            }
        }
        return tables;
    }

    private static List<Statement> statements() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            List<Statement> statements = new ArrayList<>();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            for (Tree unit : task.parse()) {
                unit.accept(new Texts(statements), null);
            }
            return statements;
        }
    }

    /** Collects string expressions that are statements, with constants of the same file put in. */
    private static final class Texts extends TreeScanner<Void, Void> {

        private final List<Statement> statements;
        private final Map<String, String> constants = new HashMap<>();
        private String owner = "";

        Texts(List<Statement> statements) {
            this.statements = statements;
        }

        @Override
        public Void visitClass(com.sun.source.tree.ClassTree type, Void nothing) {
            if (owner.isEmpty()) {
                owner = type.getSimpleName().toString();
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitVariable(VariableTree variable, Void alsoNothing) {
                        if (variable.getInitializer() != null && "String".equals(String.valueOf(variable.getType()))) {
                            constants.put(variable.getName().toString(), text(variable.getInitializer()));
                        }
                        return super.visitVariable(variable, alsoNothing);
                    }
                }.scan(type, null);
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            boolean constant = variable.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.STATIC);
            // a constant may be the beginning of a statement only; it is looked at where it is used
            return constant && constants.containsKey(variable.getName().toString())
                    ? null
                    : super.visitVariable(variable, nothing);
        }

        @Override
        public Void visitBinary(BinaryTree sum, Void nothing) {
            take(sum);
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            take(literal);
            return null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree name, Void nothing) {
            if (constants.containsKey(name.getName().toString())) {
                take(name);
            }
            return null;
        }

        private void take(ExpressionTree expression) {
            String text = text(expression);
            if (STATEMENT.matcher(text).matches()) {
                statements.add(new Statement(owner, text));
            }
        }

        private String text(ExpressionTree expression) {
            if (expression instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            }
            if (expression instanceof ParenthesizedTree inner) {
                return text(inner.getExpression());
            }
            if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                return text(sum.getLeftOperand()) + text(sum.getRightOperand());
            }
            if (expression instanceof IdentifierTree name) {
                return constants.getOrDefault(name.getName().toString(), "?");
            }
            return "?";
        }
    }
}
