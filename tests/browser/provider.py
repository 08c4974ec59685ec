"""A real OpenID provider on loopback; its key can be exchanged and its tokens forged. Run as a program, with a port."""

import base64
import json
import sys

import flask
from authlib import jose
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from oidc_provider_mock import User, app

PEOPLE = {
    "42": {"email": "minato@city.example.jp", "email_verified": True},
    "43": {"email": "stranger@city.example.jp", "email_verified": True},
    "44": {"email": "minato@city.example.jp", "email_verified": False},
}


def main(port: int) -> None:
    """Serve until ended."""
    server = app(require_nonce=True, user_claims=[User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()])
    play = {"how": "true"}
    issued: list[str] = []

    @server.get("/play/<how>")
    def play_as(how: str) -> str:
        if how == "rotate":
            flask.g.oidc_provider_mock_storage.jwk = jose.RSAKey.generate_key(is_private=True)
        else:
            play["how"] = how
        return how

    @server.after_request
    def forge(answer: flask.Response) -> flask.Response:
        said = answer.get_json(silent=True) if flask.request.path == "/oauth2/token" else None
        if said and "id_token" in said:
            issued.append(said["id_token"])
            own = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
            said["id_token"] = issued[0] if play["how"] == "replay" else forged(said["id_token"], own, play["how"])
            answer.set_data(json.dumps(said))
        return answer

    server.run(port=port, debug=False)


def forged(token: str, own: RSAKey, how: str) -> str:
    """Return a token as somebody would forge it."""
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    changed = {
        "expired": {"exp": claims["iat"] - 3600, "iat": claims["iat"] - 7200},
        "audience": {"aud": "another"},
        "audiences": {"aud": [claims["aud"] if isinstance(claims["aud"], str) else claims["aud"][0], "another"]},
        "issuer": {"iss": "https://evil.example"},
        "nonce": {"nonce": "another"},
        "stale": {"iat": claims["iat"] - 7200},
        "nobody": {"sub": ""},
    }
    if how == "true":
        return token
    if how == "none":
        return ".".join((packed({"alg": "none"}), packed(claims), ""))
    if how == "wrong_key":
        return jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048))
    if how == "shared":
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(own.as_pem(private=False)))
    return jwt.encode({"alg": "RS256"}, {**claims, **changed[how]}, own)


def packed(part: dict[str, object]) -> str:
    """Write one part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


if __name__ == "__main__":
    main(int(sys.argv[1]))
