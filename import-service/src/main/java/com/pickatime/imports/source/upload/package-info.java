/** Uploaded roster files, kept sealed in the store until the run that reads them has ended. */
@NullMarked
package com.pickatime.imports.source.upload;

import org.jspecify.annotations.NullMarked;
