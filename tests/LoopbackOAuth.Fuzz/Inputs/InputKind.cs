namespace LoopbackOAuth.Fuzz.Inputs;

/// <summary>What the bytes of an input stand for.</summary>
internal enum InputKind
{
    /// <summary>What a connection receives.</summary>
    Request,

    /// <summary>The parameters of a query or a form body.</summary>
    Form,

    /// <summary>What a user pastes, in UTF-8.</summary>
    Paste,
}
