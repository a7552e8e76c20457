package com.pickatime.sso.accounts.passwords;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much work passwords may make.
 *
 * @param strength bcrypt's cost: each step doubles the work; a password is hashed anew at its owner's next sign-in
 * @param threads how many passwords are worked on at once
 * @param waiting how many more may wait for each thread before people are told to come back later
 */
@Validated
@ConfigurationProperties("sso.passwords")
record PasswordSettings(
        @DefaultValue("12") @Min(10) @Max(16) int strength,
        @DefaultValue("2") @Min(1) @Max(64) int threads,
        @DefaultValue("16") @Min(1) @Max(1000) int waiting) {}
