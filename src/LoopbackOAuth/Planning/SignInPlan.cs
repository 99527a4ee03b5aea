using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Planning;

/// <summary>How one sign-in will be done.</summary>
public sealed record SignInPlan
{
    /// <summary>The channels that race, in order. At least one, unless <see cref="Obstacle"/> says why there is none.</summary>
    public required IReadOnlyList<SignInChannel> Channels { get; init; }

    /// <summary>Whether a browser is opened.</summary>
    public required bool OpenBrowser { get; init; }

    /// <summary>Which words the user needs beside the URL.</summary>
    public required SignInHint Hint { get; init; }

    /// <summary>Why no sign-in can work here, or <see langword="null"/> when one can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What to do about the obstacle.</summary>
    public string? Remedy { get; init; }

    /// <summary>A stable code for the obstacle, in snake case: <c>no_one_to_sign_in</c> or <c>invalid_mode</c>.</summary>
    public string? ObstacleCode { get; init; }

    /// <summary>Whether the loopback listener is part of the plan.</summary>
    public bool Listens => Has(SignInChannel.Loopback);

    /// <summary>Whether the user is asked for a paste.</summary>
    public bool Pastes => Has(SignInChannel.Paste);

    // A plain loop: over an enumeration, the general way is compiled anew in every process.
    private bool Has(SignInChannel channel)
    {
        for (int index = 0; index < Channels.Count; index++)
        {
            if (Channels[index] == channel)
            {
                return true;
            }
        }

        return false;
    }
}
