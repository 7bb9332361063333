"""Certificates for tests: an authority of our own and a server's."""

import datetime
import ipaddress
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


def server_context(folder, *, address="127.0.0.1", lasts=DAY):
    """A TLS context for a server, and the file of the authority that signed its certificate.

    `lasts`: how long from now the server's certificate is valid; negative: it has ended.
    """
    now = datetime.datetime.now(datetime.UTC)
    authority_key, server_key = ec.generate_private_key(ec.SECP256R1()), None
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    root = _sign(
        authority,
        authority,
        authority_key.public_key(),
        authority_key,
        now,
        [(x509.BasicConstraints(ca=True, path_length=0), True)],
    )
    server_key = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test server")])
    certificate = _sign(
        name, authority, server_key.public_key(), authority_key, now, [(names, False)], lasts
    )

    pem = serialization.Encoding.PEM
    authority_file, chain_file = folder / "authority.pem", folder / "server.pem"
    authority_file.write_bytes(root.public_bytes(pem))
    private = server_key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain_file.write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain_file)
    return context, authority_file


def _sign(subject, issuer, public_key, private_key, now, extensions, lasts=DAY):
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 400 * DAY)
        .not_valid_after(now + lasts)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(private_key, hashes.SHA256())
