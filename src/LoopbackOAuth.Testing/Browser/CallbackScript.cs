using System.Net.Sockets;

namespace LoopbackOAuth.Testing.Browser;

/// <summary>What happens at the listener: the requests that come before the genuine callback, the callback, and what comes after it.</summary>
/// <param name="behaviours">What the browser does besides.</param>
/// <param name="origin">The origin of the authorization server.</param>
/// <param name="callback">The genuine callback URL.</param>
/// <param name="send">Sends one request and records the reply.</param>
internal sealed class CallbackScript(
    IReadOnlyList<BrowserBehaviour> behaviours,
    string origin,
    Uri callback,
    Func<LoopbackRequest, CancellationToken, Task<BrowserPage>> send)
{
    public async Task<BrowserPage> RunAsync(CancellationToken cancellationToken)
    {
        var idle = new List<TcpClient>();
        try
        {
            foreach (BrowserBehaviour behaviour in behaviours)
            {
                await ComeBeforeAsync(behaviour, idle, cancellationToken).ConfigureAwait(false);
            }

            BrowserPage page = await DeliverAsync(cancellationToken).ConfigureAwait(false);
            foreach (BrowserBehaviour behaviour in behaviours)
            {
                await ComeAfterAsync(behaviour, page, cancellationToken).ConfigureAwait(false);
            }

            return page;
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    private async Task ComeBeforeAsync(BrowserBehaviour behaviour, List<TcpClient> idle, CancellationToken cancellationToken)
    {
        LoopbackRequest? request = behaviour.Kind switch
        {
            BrowserBehaviourKind.Favicon => LoopbackRequest.Favicon(callback),
            BrowserBehaviourKind.PrefetchFirst => LoopbackRequest.Prefetch(callback),
            BrowserBehaviourKind.HeadFirst => LoopbackRequest.Head(callback),
            BrowserBehaviourKind.OptionsFirst => LoopbackRequest.Preflight(callback, origin),
            BrowserBehaviourKind.WrongStateFirst => LoopbackRequest.WrongState(callback),
            BrowserBehaviourKind.ErrorWithoutStateFirst => LoopbackRequest.ErrorWithoutState(callback),
            _ => null,
        };
        if (request is not null)
        {
            await send(request, cancellationToken).ConfigureAwait(false);
        }

        for (int i = 0; behaviour.Kind is BrowserBehaviourKind.IdleConnections && i < behaviour.Count; i++)
        {
            try
            {
                idle.Add(await LoopbackConnection.ConnectAsync(callback, cancellationToken).ConfigureAwait(false));
            }
            catch (SocketException)
            {
                return; // A listener may take no more of them; whether the callback still gets through is the question.
            }
        }
    }

    private async Task<BrowserPage> DeliverAsync(CancellationToken cancellationToken)
    {
        Task<BrowserPage> genuine = send(LoopbackRequest.Navigation(callback), cancellationToken);
        Task second = behaviours.Contains(BrowserBehaviour.DoubleDelivery)
            ? send(LoopbackRequest.Navigation(callback, BrowserBehaviourKind.DoubleDelivery), cancellationToken)
            : Task.CompletedTask;
        await Task.WhenAll(genuine, second).ConfigureAwait(false);
        return await genuine.ConfigureAwait(false);
    }

    private async Task ComeAfterAsync(BrowserBehaviour behaviour, BrowserPage page, CancellationToken cancellationToken)
    {
        LoopbackRequest? request = behaviour.Kind switch
        {
            BrowserBehaviourKind.Favicon => LoopbackRequest.Favicon(callback),
            BrowserBehaviourKind.Reload => LoopbackRequest.Navigation(page.Uri, BrowserBehaviourKind.Reload),
            _ => null,
        };
        if (request is not null)
        {
            await send(request, cancellationToken).ConfigureAwait(false);
        }
    }
}
