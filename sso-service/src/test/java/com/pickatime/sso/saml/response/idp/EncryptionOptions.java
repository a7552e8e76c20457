package com.pickatime.sso.saml.response.idp;

import com.pickatime.sso.saml.xml.Saml;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.apache.xml.security.Init;
import org.apache.xml.security.encryption.EncryptedKey;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** How an assertion is encrypted: for whom, with what, and where the keys are put. */
public record EncryptionOptions(String content, int bits, List<Recipient> recipients) {

    static {
        Init.init();
    }

    public static final String OAEP = Saml.ENCRYPTION + "rsa-oaep-mgf1p";
    public static final String OAEP_11 = Saml.ENCRYPTION_11 + "rsa-oaep";

    /**
     * One wrapped key.
     *
     * @param digest of OAEP, null for its default, SHA-1
     * @param mgf null for its default, SHA-1
     * @param beside next to the EncryptedData and not in its KeyInfo
     */
    public record Recipient(
            PublicKey key,
            String transport,
            @Nullable String digest,
            @Nullable String mgf,
            boolean beside) {

        public static Recipient of(CorpusKey keys) {
            return new Recipient(keys.pair().getPublic(), OAEP, null, null, false);
        }

        public Recipient transport(String other, @Nullable String otherDigest, @Nullable String otherMgf) {
            return new Recipient(key, other, otherDigest, otherMgf, beside);
        }

        public Recipient isBeside() {
            return new Recipient(key, transport, digest, mgf, true);
        }
    }

    public static EncryptionOptions gcm(Recipient... recipients) {
        return new EncryptionOptions(Saml.ENCRYPTION_11 + "aes256-gcm", 256, List.of(recipients));
    }

    public static EncryptionOptions toUs() {
        return gcm(Recipient.of(CorpusKey.SP));
    }

    /** A new EncryptedAssertion that hides the text. */
    public Element encrypt(Document document, byte[] plain) {
        try {
            var secret = secret();
            var cipher = XMLCipher.getInstance(content);
            cipher.init(XMLCipher.ENCRYPT_MODE, secret);
            var data = cipher.encryptData(
                    document, "http://www.w3.org/2001/04/xmlenc#Element", new ByteArrayInputStream(plain));
            var info = new KeyInfo(document);
            var beside = new ArrayList<Element>();
            for (var recipient : recipients) {
                var wrapped = wrapped(document, recipient, secret);
                if (recipient.beside()) {
                    beside.add(cipher.martial(document, wrapped));
                } else {
                    info.add(wrapped);
                }
            }
            if (recipients.stream().anyMatch(recipient -> !recipient.beside())) {
                data.setKeyInfo(info);
            }
            var encrypted = document.createElementNS(Saml.ASSERTION, "saml:EncryptedAssertion");
            encrypted.appendChild(cipher.martial(document, data));
            beside.forEach(encrypted::appendChild);
            return encrypted;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private SecretKey secret() throws Exception {
        var generator = KeyGenerator.getInstance("AES");
        generator.init(bits);
        return generator.generateKey();
    }

    private static EncryptedKey wrapped(Document document, Recipient recipient, SecretKey secret) throws Exception {
        var digest = recipient.digest();
        var wrapper = digest == null
                ? XMLCipher.getInstance(recipient.transport())
                : XMLCipher.getInstance(recipient.transport(), null, digest);
        wrapper.init(XMLCipher.WRAP_MODE, recipient.key());
        return wrapper.encryptKey(document, secret, recipient.mgf(), null);
    }
}
