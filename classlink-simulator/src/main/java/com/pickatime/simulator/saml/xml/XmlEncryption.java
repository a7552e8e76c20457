package com.pickatime.simulator.saml.xml;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.w3c.dom.Element;

/**
 * Encrypts an element for the holder of a certificate, with AES-256-GCM under a key wrapped by RSA-OAEP.
 *
 * @see <a href="https://www.w3.org/TR/xmlenc-core1/#sec-AES-GCM">XML Encryption 1.1, section 5.2.4</a>
 */
public final class XmlEncryption {

    private static final int KEY_BITS = 256;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final X509Certificate recipient;

    public XmlEncryption(X509Certificate recipient) {
        this.recipient = recipient;
    }

    /** Adds the encrypted element to {@code parent}, such as an {@code EncryptedAssertion}. */
    public void encryptInto(Element parent, Element plain) {
        try {
            var key = newKey();
            var data = ElementBuilder.in(parent, Saml.ENCRYPTION, "xenc:EncryptedData")
                    .with("Type", Saml.ENCRYPTION + "Element");
            method(data, "http://www.w3.org/2009/xmlenc11#aes256-gcm");
            writeKey(data.child(Saml.SIGNATURE, "ds:KeyInfo"), key);
            value(data, encrypted(Xml.write(plain), key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot encrypt for this certificate", e);
        }
    }

    private void writeKey(ElementBuilder keyInfo, SecretKey key) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.WRAP_MODE, recipient.getPublicKey());
        var encryptedKey = keyInfo.child(Saml.ENCRYPTION, "xenc:EncryptedKey");
        method(encryptedKey, Saml.ENCRYPTION + "rsa-oaep-mgf1p")
                .child(Saml.SIGNATURE, "ds:DigestMethod")
                .with("Algorithm", Saml.SIGNATURE + "sha1");
        value(encryptedKey, cipher.wrap(key));
    }

    private static byte[] encrypted(String text, SecretKey key) throws GeneralSecurityException {
        var iv = new byte[IV_BYTES];
        new SecureRandom().nextBytes(iv);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
        var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
    }

    private static SecretKey newKey() throws GeneralSecurityException {
        var generator = KeyGenerator.getInstance("AES");
        generator.init(KEY_BITS);
        return generator.generateKey();
    }

    private static ElementBuilder method(ElementBuilder parent, String algorithm) {
        return parent.child(Saml.ENCRYPTION, "xenc:EncryptionMethod").with("Algorithm", algorithm);
    }

    private static void value(ElementBuilder parent, byte[] bytes) {
        parent.child(Saml.ENCRYPTION, "xenc:CipherData")
                .child(Saml.ENCRYPTION, "xenc:CipherValue")
                .text(Base64.getEncoder().encodeToString(bytes));
    }
}
