using System.Net;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>What a browser shows in the end.</summary>
internal sealed record BrowserPage(Uri Address, HttpStatusCode Status, string Content);
