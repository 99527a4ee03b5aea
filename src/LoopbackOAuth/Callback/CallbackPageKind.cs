namespace LoopbackOAuth.Callback;

/// <summary>What the browser is told.</summary>
public enum CallbackPageKind
{
    /// <summary>The sign-in is complete and the tokens are stored.</summary>
    Success,

    /// <summary>The response arrived, but the sign-in failed.</summary>
    Failure,

    /// <summary>The user, or the server on the user's behalf, said no.</summary>
    Denied,

    /// <summary>The response arrived; the application knows the rest.</summary>
    Received,

    /// <summary>This request was not the response that is waited for.</summary>
    NotForThisSignIn,
}
