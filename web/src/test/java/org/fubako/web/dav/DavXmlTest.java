package org.fubako.web.dav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.LockRequest;
import org.fubako.storage.PropertyChange;
import org.fubako.storage.PropertyName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DavXmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>",
                "x",
                "<a/><b/>",
                "<a xmlns:b=''/>",
                "<b:a/>",
                "<a x='1' x='2'/>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY % e SYSTEM 'http://127.0.0.1:1/x'>%e;]><a/>",
                "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY f '&e;&e;&e;'>]><a>&f;</a>",
                "<a>&e;</a>",
                "<a>\u0001</a>",
                "<a>&#0;</a>",
            })
    void refuses(String xml) {
        assertThat(problem(xml.getBytes(StandardCharsets.UTF_8))).isEqualTo(Problem.XML_MALFORMED);
    }

    @Test
    void refusesDoctypesInOtherEncodings() {
        assertThat(problem("<!DOCTYPE a><a/>".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo(Problem.XML_MALFORMED);
    }

    @Test
    void refusesTooMuch() {
        assertThat(problem(("<a>".repeat(33) + "</a>".repeat(33)).getBytes())).isEqualTo(Problem.XML_MALFORMED);
        assertThat(problem(("<a>" + "<b/>".repeat(1000) + "</a>").getBytes())).isEqualTo(Problem.XML_MALFORMED);
        assertThat(problem(("<a>" + " ".repeat(65536) + "</a>").getBytes())).isEqualTo(Problem.BODY_TOO_LARGE);
    }

    @Test
    void takesNoBody() {
        assertThat(DavXml.read(new ByteArrayInputStream(new byte[0]))).isEmpty();
    }

    @Test
    void keepsValuesWhole() {
        List<PropertyChange> changes = ProppatchMethod.changes(read("<D:propertyupdate xmlns:D='DAV:' xmlns:o='outer'>"
                + "<D:set><D:prop><p xmlns='urn:p'>a &amp; <q k='&quot;'/><o:r xmlns=''><s/></o:r>😀</p></D:prop></D:set>"
                + "<D:remove><D:prop><n xmlns=''/></D:prop></D:remove></D:propertyupdate>"));
        assertThat(changes)
                .containsExactly(
                        new PropertyChange(
                                new PropertyName("urn:p", "p"),
                                Optional.of("a &amp; <q xmlns=\"urn:p\" k=\"&quot;\"/>"
                                        + "<o:r xmlns:o=\"outer\"><s/></o:r>😀")),
                        new PropertyChange(new PropertyName("", "n"), Optional.empty()));
    }

    @Test
    void readsWhatIsAskedFor() {
        PropfindBody some = PropfindBody.of(
                read("<propfind xmlns='DAV:'><x xmlns='y'/><prop><getetag/><z xmlns=''/></prop></propfind>"));
        assertThat(some.names()).containsExactly(DavNames.dav("getetag"), new PropertyName("", "z"));
        assertThat(some.asksForDead()).isTrue();
        assertThat(some.live()).containsExactly(LiveProperty.GETETAG);
        PropfindBody all = PropfindBody.of(read("<propfind xmlns='DAV:'><allprop/></propfind>"));
        assertThat(all.live()).contains(LiveProperty.LOCKDISCOVERY).doesNotContain(LiveProperty.QUOTA_USED);
        PropfindBody none = PropfindBody.of(read("<propfind xmlns='DAV:'><prop/></propfind>"));
        assertThat(none.names()).isEmpty();
        assertThatThrownBy(() -> PropfindBody.of(read("<propfind/>"))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PropfindBody.of(read("<propfind xmlns='DAV:'/>")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void readsLocks() {
        LockRequest wish = LockMethod.wish(
                read(
                        "<D:lockinfo xmlns:D='DAV:'><D:lockscope><D:shared/></D:lockscope><D:locktype><D:write/></D:locktype>"
                                + "<D:owner><D:href>me</D:href></D:owner></D:lockinfo>"),
                true,
                Duration.ofHours(1));
        assertThat(wish.exclusive()).isFalse();
        assertThat(wish.ownerXml()).isEqualTo("<D:href xmlns:D=\"DAV:\">me</D:href>");
        assertThat(LockTimeout.of(Optional.of("Infinite, Second-4100000000"))).isEqualTo(Duration.ofHours(24));
        assertThat(LockTimeout.of(Optional.of("Second-180"))).isEqualTo(Duration.ofMinutes(3));
        assertThat(LockTimeout.of(Optional.of("Second-99999999999999999999"))).isEqualTo(Duration.ofHours(24));
        assertThat(LockTimeout.of(Optional.of("forever"))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void writesAnyNamespace() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new XmlWriter(out)
                .begin("prop")
                .property(new PropertyName("a&b", "p"), "<x/>")
                .property(new PropertyName("", "n"), "")
                .element("href", "<\u0001😀>")
                .end("prop");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("<D:prop xmlns:D=\"DAV:\"><P:p xmlns:P=\"a&amp;b\"><x/></P:p><n/>"
                        + "<D:href>&lt;\uFFFD😀&gt;</D:href></D:prop>");
    }

    @Test
    void mapsDestinations() {
        assertThat(destination("http://host/dav/common/a%20b")).contains("/common/a b");
        assertThat(destination("https://HOST:443/dav/common/")).contains("/common");
        assertThat(destination("/dav/common/x")).contains("/common/x");
        assertThat(destination("/dav/common/\u00E6\u0097\u00A5")).contains("/common/日");
        assertThat(destination("http://elsewhere/dav/common/x")).isEmpty();
        assertThat(destination("http://host:8080/dav/common/x")).isEmpty();
        assertThat(destination("http://host/davx/common")).isEmpty();
        assertThat(destination("http://host")).isEmpty();
        assertThatThrownBy(() -> destination("/dav/../x")).isInstanceOf(Refusal.class);
    }

    @Test
    void choosesStatuses() {
        Refusal taken = new Refusal(Problem.NAME_TAKEN, "/a");
        assertThat(DavErrors.status(taken, "MKCOL", true)).isEqualTo(405);
        assertThat(DavErrors.status(taken, "MOVE", false)).isEqualTo(412);
        assertThat(DavErrors.status(taken, "MOVE", true)).isEqualTo(409);
        assertThat(DavErrors.status(new Refusal(Problem.LOCKED, "/a"), "PUT", true))
                .isEqualTo(423);
    }

    private static Optional<String> destination(String written) {
        return Destinations.parse(
                        written, authority -> Destinations.plain(authority).equals("host"), "/dav")
                .map(Object::toString);
    }

    private static XmlElement read(String xml) {
        return DavXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    private static Problem problem(byte[] xml) {
        try {
            DavXml.read(new ByteArrayInputStream(xml));
            throw new AssertionError("was taken");
        } catch (Refusal refusal) {
            return refusal.problem();
        }
    }
}
