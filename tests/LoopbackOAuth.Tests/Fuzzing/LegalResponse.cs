using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Tests.Fuzzing;

/// <summary>A response as it may be sent, and what it says.</summary>
internal sealed record LegalResponse(IReadOnlyDictionary<string, string> Values, string[] Pairs, string Separator)
{
    /// <summary>Form-encoded; every character is one byte.</summary>
    public string Text => string.Join(Separator, Pairs);

    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>Holds when the response says exactly this.</summary>
    public void ShouldBe(AuthorizationResponse response)
    {
        Assert.Equal(this["code"], response.Code?.Reveal());
        Assert.Equal(this["state"], response.State.Reveal());
        Assert.Equal(this["iss"], response.Issuer);
        Assert.Equal(this["error"], response.Error);
        Assert.Equal(this["error_description"], response.ErrorDescription);
        Assert.Equal(this["error_uri"], response.ErrorUri);
    }

    public override string ToString() => new Bytes(Text).ToString();
}
