package com.pickatime.imports.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What may be uploaded.
 *
 * @param largest zip file
 */
@Validated
@ConfigurationProperties("imports.upload")
record UploadSettings(@DefaultValue("512MB") DataSize largest) {}
