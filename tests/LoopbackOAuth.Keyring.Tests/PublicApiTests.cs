using LoopbackOAuth.Tests;
using LoopbackOAuth.Tests.Conventions;

namespace LoopbackOAuth.Keyring.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void A_change_of_the_public_api_shows_in_a_review() =>
        Verified.Text(PublicApiListing.Of(typeof(KeyringTokenStore).Assembly), "PublicApi");
}
