/** Uploaded roster files, kept on disk until the run that reads them has ended. */
@NullMarked
package com.pickatime.imports.upload;

import org.jspecify.annotations.NullMarked;
