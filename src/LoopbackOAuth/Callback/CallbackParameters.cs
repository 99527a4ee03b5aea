using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>The known parameters of an authorization response, still inside the received bytes. An absent one is empty.</summary>
internal ref struct CallbackParameters
{
    public FormValue Code;
    public FormValue State;
    public FormValue Issuer;
    public FormValue Error;
    public FormValue ErrorDescription;
    public FormValue ErrorUri;

    public readonly AuthorizationResponse ToResponse(CallbackChannel channel, string transport) => new()
    {
        Code = Secret.FromNullable(Code.DecodeText()),
        State = new Secret(State.DecodeText()!),
        Issuer = Issuer.DecodeText(),
        Error = Error.DecodeText(),
        ErrorDescription = ErrorDescription.DecodeText(),
        ErrorUri = ErrorUri.DecodeText(),
        Channel = channel,
        Transport = transport,
    };
}
