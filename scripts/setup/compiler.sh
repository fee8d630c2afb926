# The C compiler, make and perl: SQLCipher and OpenSSL are built from source, so that the programs need no library.
#
# shellcheck shell=bash

have_compiler() {
  # OpenSSL's configure script needs more of perl than Debian's perl-base has.
  has cc && has make && has perl && perl -MFindBin -MIPC::Cmd -MTime::Piece -MPod::Usage -e 1 2>/dev/null
}

install_compiler() {
  install_packages 'a C compiler with make and perl' 'gcc, make and perl (with its core modules)' build-essential perl
  have_compiler || stop 'the C compiler, make or perl still does not work: see to it that "cc", "make" and "perl" run.'
}
