package org.fubako.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.FilePath;
import org.fubako.tenant.LinkPolicy;
import org.fubako.tenant.LinkPolicy.Demand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveRulesTest {

    private static ReceiveWish wish(int days, List<String> endings, boolean code, Optional<String> password) {
        return new ReceiveWish(
                FilePath.parse("/common"),
                " Title ",
                "one\r\ntwo",
                days,
                10,
                100,
                1_000,
                endings,
                code,
                password,
                List.of());
    }

    private static LinkPolicy demanding(Demand demand) {
        LinkPolicy usual = LinkPolicy.DEFAULT;
        return new LinkPolicy(
                7, usual.mostDownloads(), demand, usual.confidential(), usual.mostLive(), List.of(), List.of());
    }

    private static void assertRefused(Problem problem, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem())
                .isEqualTo(problem));
    }

    @Test
    void q05TheTenantBoundsHowLongAndDemandsHowItIsProtected() {
        ReceiveWish bare = wish(7, List.of(), false, Optional.empty());

        assertThat(ReceiveRules.terms(bare, demanding(Demand.NONE)).code()).isFalse();
        assertThat(ReceiveRules.terms(bare, demanding(Demand.CODE)).code()).isTrue();
        assertRefused(Problem.RECEIVE_PROTECTION, () -> ReceiveRules.terms(bare, demanding(Demand.PASSWORD)));
        assertRefused(Problem.RECEIVE_PROTECTION, () -> ReceiveRules.terms(bare, demanding(Demand.EITHER)));
        assertThat(ReceiveRules.terms(wish(7, List.of(), false, Optional.of("long enough")), demanding(Demand.EITHER))
                        .code())
                .isFalse();
        assertRefused(
                Problem.RECEIVE_TERMS,
                () -> ReceiveRules.terms(wish(8, List.of(), false, Optional.empty()), demanding(Demand.NONE)));
    }

    @Test
    void q05TheLastEndingCountsHoweverItIsWritten() {
        ReceiveTerms terms = ReceiveRules.terms(
                wish(1, List.of(".PDF", "Docx", "pdf"), false, Optional.empty()), demanding(Demand.NONE));

        assertThat(terms.endings()).containsExactly("pdf", "docx");
        assertThat(terms.title()).isEqualTo("Title");
        assertThat(terms.message()).isEqualTo("one\ntwo");
        terms.require("a.PdF", 100);
        terms.require("a.exe.pdf", 0);
        for (String name : List.of("a.pdf.exe", "pdf", "a.pd", "a.pdf.")) {
            assertRefused(Problem.RECEIVE_TYPE, () -> terms.require(name, 1));
        }
        assertRefused(Problem.RECEIVE_TOO_LARGE, () -> terms.require("a.pdf", 101));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "look at http://evil.example", "\u202Egpj.exe"})
    void q05ANameOfAVisitorIsOneLineWithoutTricks(String name) {
        assertRefused(Problem.RECEIVE_VISITOR, () -> ReceiveRules.visitorName(name));
    }

    @Test
    void q05ANameOfAVisitorMayBeAnythingElse() {
        assertThat(ReceiveRules.visitorName(" 山田 \"<b>太郎 ")).isEqualTo("山田 \"<b>太郎");
        assertRefused(Problem.RECEIVE_VISITOR, () -> ReceiveRules.visitorName("x".repeat(101)));
    }

    @Test
    void q05TheCommentOfADocumentIsNeverTooLong() {
        String comment = new ReceiveVisit.Visitor("😀".repeat(100), "taro@example.com", false).inShort();

        assertThat(comment.codePointCount(0, comment.length())).isEqualTo(80);
        assertThat(new ReceiveVisit.Visitor("Taro", "taro@example.com", false).inShort())
                .isEqualTo("Taro <taro@example.com>");
    }
}
