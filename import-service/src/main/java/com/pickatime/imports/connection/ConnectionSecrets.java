package com.pickatime.imports.connection;

import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals what must not stand in the database in clear, and opens it for those who use it. */
@Component
public class ConnectionSecrets {

    private static final String CONNECTION = "connection";
    private static final String CONSUMER_KEY = "consumerKey";
    private static final String CONSUMER_SECRET = "consumerSecret";

    /** As the events on the topic have it, which carry the sealed addresses on. */
    private static final String ADMINISTRATOR = "administrator";

    private static final String EMAIL = "email";

    private final FieldCipher cipher;

    public ConnectionSecrets(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** A consumer key and secret in clear. */
    public record Consumer(String key, String secret) {

        /** Hides both. */
        @Override
        public String toString() {
            return "Consumer[]";
        }
    }

    /**
     * The key and secret of a connection to a district's own server.
     *
     * @throws IllegalStateException if it has none
     */
    public Consumer consumer(Connection connection) {
        var source = connection.configuration().source();
        if (source.sealedKey() == null || source.sealedSecret() == null) {
            throw new IllegalStateException("connection " + connection.businessId() + " has no consumer key");
        }
        return new Consumer(
                cipher.open(connection.businessId(), CONNECTION, CONSUMER_KEY, source.sealedKey()),
                cipher.open(connection.businessId(), CONNECTION, CONSUMER_SECRET, source.sealedSecret()));
    }

    public byte @Nullable [] sealKey(BusinessId businessId, @Nullable String key) {
        return key == null ? null : cipher.seal(businessId, CONNECTION, CONSUMER_KEY, key);
    }

    public byte @Nullable [] sealSecret(BusinessId businessId, @Nullable String secret) {
        return secret == null ? null : cipher.seal(businessId, CONNECTION, CONSUMER_SECRET, secret);
    }

    public List<Binary> sealAddresses(BusinessId businessId, List<String> addresses) {
        return addresses.stream()
                .map(address -> new Binary(cipher.seal(businessId, ADMINISTRATOR, EMAIL, address)))
                .toList();
    }

    public List<String> openAddresses(BusinessId businessId, List<Binary> sealed) {
        return sealed.stream()
                .map(address -> cipher.open(businessId, ADMINISTRATOR, EMAIL, address.getData()))
                .toList();
    }
}
