/**
 * Immutable encrypted contents: keys, format FBK1, and the store on the file system. Plaintext never touches a disk here.
 */
package org.fubako.storage.blob;
