package org.fubako.web.storage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a text document says. No document tells its encoding: a byte order mark does, and else the first of UTF-8 and Windows-31J in
 * which every byte has a meaning.
 *
 * @param cut whether it is only the beginning
 */
record PreviewText(String text, boolean cut) {

    /** In bytes: what a page can show without becoming slow. */
    static final int LONGEST = 256 * 1024;

    private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

    private static final int REPLACEMENT = 0xFFFD;

    private static final List<Mark> MARKS = List.of(
            new Mark(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, StandardCharsets.UTF_8),
            new Mark(new byte[] {(byte) 0xFE, (byte) 0xFF}, StandardCharsets.UTF_16BE),
            new Mark(new byte[] {(byte) 0xFF, (byte) 0xFE}, StandardCharsets.UTF_16LE));

    /** The bytes with which a text in an encoding may begin. */
    private record Mark(byte[] bytes, Charset charset) {

        boolean begins(byte[] content) {
            return content.length >= bytes.length
                    && ByteBuffer.wrap(content, 0, bytes.length).equals(ByteBuffer.wrap(bytes));
        }
    }

    /**
     * Reads a document, or its beginning.
     *
     * @param cut whether there is more of it; half a character may be at the end then
     * @return empty when it is no text
     */
    static Optional<PreviewText> read(byte[] content, boolean cut) {
        Optional<Mark> mark =
                MARKS.stream().filter(known -> known.begins(content)).findFirst();
        int start = mark.map(known -> known.bytes().length).orElse(0);
        return mark.map(known -> Stream.of(known.charset()))
                .orElseGet(() -> Stream.of(StandardCharsets.UTF_8, WINDOWS_31J))
                .flatMap(charset ->
                        decode(ByteBuffer.wrap(content, start, content.length - start), charset, cut).stream())
                // what has this character in it is a program or a picture that happens to decode
                .filter(text -> text.indexOf('\0') < 0)
                .findFirst()
                .map(text -> new PreviewText(presentable(text), cut));
    }

    private static Optional<String> decode(ByteBuffer content, Charset charset, boolean cut) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text =
                CharBuffer.allocate((int) Math.ceil(content.remaining() * (double) decoder.maxCharsPerByte()));
        boolean wrong = decoder.decode(content, text, !cut).isError();
        return wrong ? Optional.empty() : Optional.of(text.flip().toString());
    }

    /** An answer to a script is XML, which has no place for control characters, not even escaped. */
    private static String presentable(String text) {
        return text.codePoints()
                .map(point -> isXml(point) ? point : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int point) {
        return point == '\t' || point == '\n' || point == '\r' || point >= ' ' && point != 0xFFFE && point != 0xFFFF;
    }
}
