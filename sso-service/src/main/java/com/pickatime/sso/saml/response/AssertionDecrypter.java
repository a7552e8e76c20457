package com.pickatime.sso.saml.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.io.ByteArrayOutputStream;
import java.security.Key;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.encryption.XMLEncryptionException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Opens an EncryptedAssertion, SAML core 2.3.4: AES-GCM and RSA-OAEP, because AES-CBC and RSA 1.5 let whoever may ask
 * often enough read the text; for the same reason every failure is the same refusal. AES-CBC is there for businesses whose
 * identity provider knows nothing else, and that allow it.
 */
record AssertionDecrypter(List<PrivateKey> keys, boolean allowAesCbc) {

    /** Algorithms and the bytes of their keys. */
    private static final Map<String, Integer> CONTENT = Map.of(
            Saml.ENCRYPTION_11 + "aes128-gcm", 16,
            Saml.ENCRYPTION_11 + "aes192-gcm", 24,
            Saml.ENCRYPTION_11 + "aes256-gcm", 32);

    private static final Map<String, Integer> MALLEABLE_CONTENT = Map.of(
            Saml.ENCRYPTION + "aes128-cbc", 16,
            Saml.ENCRYPTION + "aes192-cbc", 24,
            Saml.ENCRYPTION + "aes256-cbc", 32);

    private static final Set<String> KEY_TRANSPORT =
            Set.of(Saml.ENCRYPTION + "rsa-oaep-mgf1p", Saml.ENCRYPTION_11 + "rsa-oaep");

    /** Recipients of one assertion; each costs a private key operation for each of our keys. */
    private static final int MOST_KEYS = 8;

    static {
        Init.init();
    }

    /** Whether somebody on the way could change what is hidden in the response without knowing the key. */
    static boolean isMalleable(SamlElement response) throws RefusedResponseException {
        var encrypted = response.child("EncryptedAssertion");
        var data = encrypted.isEmpty() ? encrypted : encrypted.get().child(Saml.ENCRYPTION, "EncryptedData");
        return data.isPresent() && MALLEABLE_CONTENT.containsKey(algorithm(data.get()));
    }

    /** The assertion, standing where its ciphertext stood: namespaces of the response stay in scope for its signature. */
    SamlElement open(SamlElement encrypted) throws RefusedResponseException {
        var data = ResponseRefusal.UNDECRYPTABLE.unlessPresent(encrypted.child(Saml.ENCRYPTION, "EncryptedData"));
        var plain = decrypt(data, keysOf(encrypted, data));
        var wrapper = SamlElement.root(inScope(data.dom(), plain), 2 * Xml.MOST_BYTES);
        var hidden = wrapper.children();
        ResponseRefusal.UNEXPECTED_SHAPE.unless(
                hidden.size() == 1 && hidden.get(0).isSaml("Assertion"));
        var standing =
                encrypted.dom().getOwnerDocument().importNode(hidden.get(0).dom(), true);
        encrypted.dom().replaceChild(standing, data.dom());
        return new SamlElement((Element) standing);
    }

    /** The wrapped keys in the data's KeyInfo and beside the data; nothing else of a KeyInfo is looked at. */
    private static List<SamlElement> keysOf(SamlElement encrypted, SamlElement data) throws RefusedResponseException {
        ResponseRefusal.UNSUPPORTED_ENCRYPTION.unless(
                encrypted.tree().stream().noneMatch(AssertionDecrypter::pointsElsewhere));
        var inside = data.child(Saml.SIGNATURE, "KeyInfo");
        var wrapped = Stream.concat(
                        inside.stream().flatMap(info -> info.children().stream()), encrypted.children().stream())
                .filter(element -> element.is(Saml.ENCRYPTION, "EncryptedKey"))
                .toList();
        ResponseRefusal.UNSUPPORTED_ENCRYPTION.unless(wrapped.size() <= MOST_KEYS);
        inside.ifPresent(info -> data.dom().removeChild(info.dom()));
        for (var key : wrapped) {
            key.child(Saml.SIGNATURE, "KeyInfo").ifPresent(info -> key.dom().removeChild(info.dom()));
        }
        return wrapped;
    }

    private static boolean pointsElsewhere(SamlElement element) {
        return element.is(Saml.ENCRYPTION, "CipherReference")
                || (element.is(Saml.SIGNATURE, "RetrievalMethod")
                        && !element.dom().getAttributeNS(null, "URI").startsWith("#"));
    }

    private byte[] decrypt(SamlElement data, List<SamlElement> wrapped) throws RefusedResponseException {
        var algorithm = algorithm(data);
        var keyBytes = keyBytes(algorithm);
        ResponseRefusal.UNSUPPORTED_ENCRYPTION.unless(keyBytes > 0);
        var transported = false;
        for (var candidate : wrapped) {
            if (KEY_TRANSPORT.contains(algorithm(candidate))) {
                transported = true;
                for (var key : keys) {
                    try {
                        return decrypt(data.dom(), unwrap(candidate.dom(), key, algorithm, keyBytes));
                    } catch (XMLEncryptionException | RuntimeException notThisKey) {
                        // the library lets a short or garbled ciphertext out as whatever it ran into
                    }
                }
            }
        }
        ResponseRefusal.UNSUPPORTED_ENCRYPTION.unless(transported || wrapped.isEmpty());
        throw new RefusedResponseException(ResponseRefusal.UNDECRYPTABLE);
    }

    /** 0 for an algorithm that is not taken. */
    private int keyBytes(String algorithm) {
        return CONTENT.getOrDefault(algorithm, allowAesCbc ? MALLEABLE_CONTENT.getOrDefault(algorithm, 0) : 0);
    }

    private static String algorithm(SamlElement encrypted) throws RefusedResponseException {
        var method = encrypted.child(Saml.ENCRYPTION, "EncryptionMethod");
        return ResponseRefusal.UNSUPPORTED_ENCRYPTION.unlessPresent(method).required("Algorithm");
    }

    private static Key unwrap(Element encryptedKey, PrivateKey key, String algorithm, int keyBytes)
            throws XMLEncryptionException {
        var cipher = XMLCipher.getInstance();
        cipher.init(XMLCipher.UNWRAP_MODE, key);
        var unwrapped = cipher.decryptKey(cipher.loadEncryptedKey(encryptedKey), algorithm);
        if (unwrapped.getEncoded().length != keyBytes) {
            throw new XMLEncryptionException("empty", "a key of another length");
        }
        return unwrapped;
    }

    private static byte[] decrypt(Element data, Key key) throws XMLEncryptionException {
        var cipher = XMLCipher.getInstance();
        cipher.init(XMLCipher.DECRYPT_MODE, key);
        return cipher.decryptToByteArray(data);
    }

    /** The text in an element that declares what is in scope, XML Encryption 4.4: it may use prefixes from outside. */
    private static byte[] inScope(Element place, byte[] plain) {
        var declared = new StringBuilder("<wrapper");
        namespacesAt(place)
                .forEach((name, uri) -> declared.append(' ')
                        .append(name)
                        .append("=\"")
                        .append(uri.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
                        .append('"'));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(declared.append('>').toString().getBytes(UTF_8));
        bytes.writeBytes(plain);
        bytes.writeBytes("</wrapper>".getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static TreeMap<String, String> namespacesAt(Element place) {
        var declarations = new TreeMap<String, String>();
        for (Node node = place; node instanceof Element; node = node.getParentNode()) {
            var attributes = node.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(
                        attributes.item(i).getNamespaceURI())) {
                    declarations.putIfAbsent(
                            attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
                }
            }
        }
        return declarations;
    }
}
