package com.pickatime.contacts.ledger;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is remembered of imports.
 *
 * @param history how long an import is remembered after it last moved; longer than the roster topic keeps records, because
 *     a record that is read again must find what was counted
 */
@Validated
@ConfigurationProperties("contacts.ledger")
public record LedgerSettings(
        @DurationMin(days = 1) @DefaultValue("90d") Duration history) {}
