package com.pickatime.sso.saml.xml;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class XmlTest {

    @Test
    void findsChildrenByNamespaceAndNameAndNotWhatLiesDeeper() throws Exception {
        var root = root("<a xmlns='urn:a'><b/><x><b/></x><b xmlns='urn:other'/><b/></a>");

        assertThat(Xml.children(root, "urn:a", "b")).hasSize(2);
        assertThat(Xml.children(root)).hasSize(4);
        assertThat(Xml.onlyChild(root, "urn:other", "b")).isPresent();
        assertThat(Xml.onlyChild(root, "urn:a", "c")).isEmpty();
    }

    @Test
    void doesNotChooseBetweenTwoChildren() throws Exception {
        var root = root("<a><b/><b/></a>".replace("<a>", "<a xmlns='urn:a'>"));

        assertThatExceptionOfType(MalformedXmlException.class).isThrownBy(() -> Xml.onlyChild(root, "urn:a", "b"));
    }

    @Test
    void readsTheWholeTextWithCdataAndCharacterReferences() throws Exception {
        assertThat(Xml.text(root("<a> ada<![CDATA[@school]]>&#46;example&amp;</a>")))
                .isEqualTo(" ada@school.example&");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>ada<!-- -->.evil</a>", "<a>ada<?x y?>.evil</a>", "<a>ada<b/>.evil</a>"})
    void readsNoTextThatSomethingInterrupts(String xml) throws Exception {
        var root = root(xml);

        assertThatExceptionOfType(MalformedXmlException.class).isThrownBy(() -> Xml.text(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a>",
                "<a><b></a></b>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
                "<?xml version='1.1'?><a/>",
                "<a>&nbsp;</a>",
                "<p:a/>",
                "<a b='1' b='2'/>"
            })
    void refusesWhatIsNotPlainXml(String xml) {
        refuses(xml.getBytes(UTF_8));
        refuses(xml.getBytes(UTF_16));
    }

    @Test
    void refusesBytesThatAreNoText() {
        refuses(new byte[] {'<', 'a', '>', (byte) 0xC3, '<', '/', 'a', '>'});
    }

    @Test
    void limitsTheSizeToTheByte() throws Exception {
        var largest = "<a>" + "x".repeat(Xml.MOST_BYTES - 7) + "</a>";

        assertThat(Xml.parse(largest.getBytes(UTF_8))).isNotNull();
        refuses((largest + " ").getBytes(UTF_8));
        assertThat(Xml.parse((largest + " ").getBytes(UTF_8), 1024 * 1024)).isNotNull();
    }

    @Test
    void limitsTheDepth() throws Exception {
        assertThat(Xml.parse(nested(Xml.MOST_DEPTH))).isNotNull();
        refuses(nested(Xml.MOST_DEPTH + 1));
        refuses(nested(30_000));
    }

    @Test
    void limitsTheAttributes() throws Exception {
        assertThat(Xml.parse(wide(Xml.MOST_ATTRIBUTES))).isNotNull();
        refuses(wide(Xml.MOST_ATTRIBUTES + 1));
        refuses(wide(5_000));
    }

    @Test
    void quotesNothingOfTheDocument() {
        assertThatExceptionOfType(MalformedXmlException.class)
                .isThrownBy(() -> Xml.parse("<a secret='x'>secret</b>".getBytes(UTF_8)))
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void includesNothing() throws Exception {
        var root = root("<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/hostname'/></a>");

        assertThat(Xml.children(root).get(0).getLocalName()).isEqualTo("include");
    }

    @Test
    void writesWhatItReads() throws Exception {
        var root = root("<p:a xmlns:p='urn:p' q='1'>x &amp; y&#13;<p:b/></p:a>");

        assertThat(new String(Xml.serialize(root), UTF_8))
                .isEqualTo("<p:a xmlns:p=\"urn:p\" q=\"1\">x &amp; y&#13;<p:b/></p:a>");
    }

    @Test
    void declaresNamespacesWhenItWrites() throws Exception {
        var document = Xml.newDocument();
        document.appendChild(document.createElementNS(Saml.PROTOCOL, "samlp:Response"));

        var again = Xml.parse(Xml.serialize(document)).getDocumentElement();

        assertThat(Xml.is(again, Saml.PROTOCOL, "Response")).isTrue();
        assertThat(Xml.is(again, Saml.ASSERTION, "Response")).isFalse();
    }

    private static Element root(String xml) throws MalformedXmlException {
        return Xml.parse(xml.getBytes(UTF_8)).getDocumentElement();
    }

    private static byte[] nested(int depth) {
        return ("<a>".repeat(depth) + "</a>".repeat(depth)).getBytes(UTF_8);
    }

    private static byte[] wide(int attributes) {
        return IntStream.range(0, attributes)
                .mapToObj(number -> "a" + number + "=''")
                .collect(Collectors.joining(" ", "<a ", "/>"))
                .getBytes(UTF_8);
    }

    private static void refuses(byte[] xml) {
        assertThatExceptionOfType(MalformedXmlException.class).isThrownBy(() -> Xml.parse(xml));
    }
}
