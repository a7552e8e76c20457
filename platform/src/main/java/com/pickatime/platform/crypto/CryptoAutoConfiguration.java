package com.pickatime.platform.crypto;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Gives a service the keys in the directory that {@code pickatime.keysets} names. */
@AutoConfiguration
@ConditionalOnProperty("pickatime.keysets")
public class CryptoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Keysets keysets(@Value("${pickatime.keysets}") Path directory) {
        return Keysets.read(directory);
    }

    @Bean
    @ConditionalOnMissingBean
    FieldCipher fieldCipher(Keysets keysets) {
        return keysets.fieldCipher();
    }

    @Bean
    @ConditionalOnMissingBean
    KeyedHash keyedHash(Keysets keysets) {
        return keysets.keyedHash();
    }
}
