package org.fubako.web.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameOrderTest {

    private static final String LETTERS = "aAbBeéêoöszßあアいえかがカガくクーんン一丁亜契約書類株山川🗻𠮷가ж~_.-( 　01259";

    private final NameOrder order = new NameOrder();

    private List<String> sorted(Locale locale, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparing(name -> order.key(name, locale)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 文書 文書1 文書2 文書10 文書100",
        "ja, 2026-1 2026-2 2026-10 2026-11-01",
        "ja, _a (a) 1 2 10 a A b",
        "ja, カーテン カート かあど カード かなづち",
        "ja, 一覧 契約 見積 書類 約款",
        "ja, はな ばな パナ はに",
        "ja, 99999999999999999999998 99999999999999999999999 100000000000000000000000",
        "en, a A.txt ab b élan elbow zoo",
        "en, page1 page2 page9 page10",
        "en, e E é É ea",
        "en, Strasse Straße Strassen",
    })
    void namesStandAsAReaderExpects(Locale language, String names) {
        List<String> expected = List.of(names.split(" "));

        assertThat(sorted(language, shuffled(expected, 1))).isEqualTo(expected);
    }

    private static List<String> shuffled(List<String> names, long seed) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    @ParameterizedTest
    @CsvSource({"文書 1,文書1", "a b,ab", "a-b,ab", "a b,a1"})
    void spacesAndSignsComeBeforeLettersAndNumbers(String first, String second) {
        assertThat(sorted(Locale.JAPANESE, List.of(second, first))).containsExactly(first, second);
        assertThat(sorted(Locale.ENGLISH, List.of(second, first))).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource({"ｆｉｌｅ２,file2", "ﾃﾞｰﾀ,データ", "㈱山,(株)山", "ABC,abc"})
    void widthAndCaseDoNotPartNames(String one, String other) {
        assertThat(sorted(Locale.JAPANESE, List.of(one + "9", other + "1"))).containsExactly(other + "1", one + "9");
        assertThat(sorted(Locale.JAPANESE, List.of(other + "9", one + "1"))).containsExactly(one + "1", other + "9");
    }

    @Test
    void twoNamesThatDifferAreNeverTheSame() {
        assertThat(order.key("a", Locale.ENGLISH)).isNotEqualTo(order.key("A", Locale.ENGLISH));
        assertThat(order.key("1", Locale.ENGLISH)).isNotEqualTo(order.key("01", Locale.ENGLISH));
        assertThat(order.key("a", Locale.ENGLISH)).isEqualTo(order.key("a", Locale.ENGLISH));
    }

    /** A broken contract of comparing shows as an order that depends on where one began. */
    @RepeatedTest(20)
    void theOrderIsTheSameFromWhereverOneBegins() {
        Random random = new Random();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                int at = LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())));
                name.appendCodePoint(LETTERS.codePointAt(at));
            }
            names.add(name.toString());
        }

        for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            assertThat(sorted(locale, shuffled(names, 2))).isEqualTo(sorted(locale, names));
        }
    }

    /** Of names of letters only, the order is that of the JDK. */
    @RepeatedTest(5)
    void lettersStandAsTheirDictionaryHasThem() {
        Random random = new Random();
        Collator dictionary = Collator.getInstance(Locale.JAPANESE);
        dictionary.setStrength(Collator.PRIMARY);
        String letters = "aBceszあアいえかがカガくクんン一丁亜契約書類株山川";
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            names.add(name.toString());
        }

        List<String> sorted = sorted(Locale.JAPANESE, names);

        for (int i = 1; i < sorted.size(); i++) {
            assertThat(dictionary.compare(sorted.get(i - 1), sorted.get(i)))
                    .as("%s before %s", sorted.get(i - 1), sorted.get(i))
                    .isLessThanOrEqualTo(0);
        }
    }
}
