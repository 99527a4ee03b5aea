using System.Net.Sockets;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>One tunnel, from the ports of this computer to the end of the sign-in.</summary>
/// <remarks>
/// The ports are held here and not by ssh. So they stay when the connection is lost and made again, nobody finds them taken by an ssh that was left
/// behind, and the end of the sign-in can be seen: <see cref="SignInWatch"/> says how.
/// </remarks>
internal sealed class TunnelRun(TunnelRequest request, SshStart start, Action<string> say, TimeProvider clock)
{
    private const string Mark = "ssh: ";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly TunnelText _text = new(request);
    private readonly ForwardGate _gate = new();
    private readonly TaskCompletionSource<int> _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SshTrouble> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _busy;
    private bool _saidNoAnswer;
    private bool _isOldSsh;
    private volatile bool _saidOpen;

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Closes the tunnel.</param>
    /// <returns><see langword="null"/> when a sign-in went through it and is over; otherwise why it is closed.</returns>
    /// <exception cref="OperationCanceledException">The tunnel was closed from outside.</exception>
    public async Task<TunnelFailure?> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(request.Limit, clock);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using LocalListeners listeners = LocalListeners.Open(request.Choice.Ports);
            using TunnelFolder folder = new();
            say(_text.Connecting);
            return await RunAsync(listeners, folder, end);
        }
        catch (TunnelFailureException exception)
        {
            return exception.Failure;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return _text.TimedOut;
        }
    }

    private async Task<TunnelFailure?> RunAsync(LocalListeners listeners, TunnelFolder folder, CancellationTokenSource end)
    {
        Task over = OverAsync(end.Token);
        Task<TunnelFailure> connection = KeepConnectedAsync(folder, end.Token);
        Task[] all = [over, connection, .. listeners.Held.Select(held => AcceptAsync(held.Port, held.Socket, end.Token))];
        try
        {
            if (await Task.WhenAny(over, connection) == connection)
            {
                return await connection;
            }

            await over;
            say(_text.Over);
            return null;
        }
        finally
        {
            // ssh ends before its folder goes, and the ports after both.
            await end.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task OverAsync(CancellationToken cancellationToken)
    {
        int index = await _delivered.Task.WaitAsync(cancellationToken);
        await new SignInWatch(_gate, () => Volatile.Read(ref _busy) > 0, clock).WatchAsync(index, cancellationToken);
    }

    private async Task<TunnelFailure> KeepConnectedAsync(TunnelFolder folder, CancellationToken cancellationToken)
    {
        Backoff backoff = new(clock);
        bool everOpen = false;
        while (true)
        {
            SshTrouble trouble = SshTrouble.None;
            _saidOpen = false;
            Forward[] forwards = [.. request.Choice.Ports.Select(port => Forward.Create(folder, port))];
            await using ISshProcess ssh = start([.. forwards.Select(forward => forward.Specification)], !_isOldSsh, line => trouble = Heard(line, trouble));
            bool isOpen = await IsOpenAsync(ssh, forwards, cancellationToken);
            if (isOpen)
            {
                backoff.Opened();
                _gate.Open(forwards);
                foreach (string line in everOpen ? [TunnelText.OpenAgain] : _text.Open())
                {
                    say(line);
                }

                everOpen = true;
                await Task.WhenAny(ssh.Exited, _final.Task).WaitAsync(cancellationToken);
                _gate.Close();
            }

            if (_final.Task.IsCompleted)
            {
                return _text.Failed(await _final.Task, 0);
            }

            // Ctrl+C goes to ssh as well, and it may be the first to end.
            int exitCode = await ssh.Exited.WaitAsync(cancellationToken);
            await Task.Delay(Look, clock, cancellationToken);
            if (trouble is SshTrouble.CannotForbidFork && !_isOldSsh)
            {
                // It has not connected yet, and knows no setting that would send it to the background.
                _isOldSsh = true;
                continue;
            }

            if (!everOpen || (!isOpen && SshWords.IsFinal(trouble)))
            {
                return _text.Failed(trouble, exitCode);
            }

            TimeSpan wait = backoff.Lost(isOpen);
            say(_text.Lost(wait));
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<bool> IsOpenAsync(ISshProcess ssh, Forward[] forwards, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        bool isTold = false;
        while (!ssh.Exited.IsCompleted)
        {
            if (Array.TrueForAll(forwards, forward => forward.IsOpen(_saidOpen)))
            {
                return true;
            }

            if (!isTold && clock.GetElapsedTime(started) >= Long)
            {
                isTold = true;
                say(TunnelText.StillConnecting);
            }

            await Task.WhenAny(ssh.Exited, Task.Delay(Look, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return false;
    }

    // What says no more than that nobody listens is told once, in other words. The words of ssh, among which are those of the server, are marked
    // as such: none of them may pass for the tunnel's own.
    private SshTrouble Heard(string line, SshTrouble before)
    {
        SshTrouble trouble = SshWords.Read(line);
        if (SshWords.IsDetail(line))
        {
            _saidOpen |= SshWords.SaysOpen(line);
            return before;
        }

        if (trouble is SshTrouble.NobodyListens)
        {
            return before;
        }

        if (trouble is SshTrouble.CannotForbidFork)
        {
            return trouble;
        }

        say(line.StartsWith(Mark, StringComparison.Ordinal) ? line : Mark + line);
        if (trouble is SshTrouble.ForwardForbidden)
        {
            _final.TrySetResult(trouble);
        }

        return trouble > before ? trouble : before;
    }

    private Task AcceptAsync(TunnelPort port, Socket listener, CancellationToken cancellationToken)
    {
        int index = request.Choice.Ports.ToList().IndexOf(port);
        CarriedConnectionList connections = new();
        return new AcceptLoop(listener.AcceptAsync, browser => _ = CarryAsync(browser, port, index, connections, cancellationToken), clock).RunAsync(cancellationToken);
    }

    private async Task CarryAsync(Socket browser, TunnelPort port, int index, CarriedConnectionList connections, CancellationToken cancellationToken)
    {
        bool isBusy = false;
        CarriedConnection connection = new(browser, _gate, index, request.Choice.CallbackOrigins, clock);
        connections.Add(connection);
        Passage passage;
        using (browser)
        {
            passage = await connection.RunAsync(
                () =>
                {
                    isBusy = true;
                    Interlocked.Increment(ref _busy);
                },
                cancellationToken);
        }

        if (isBusy)
        {
            Interlocked.Decrement(ref _busy);
        }

        connections.Remove(connection);
        switch (passage)
        {
            case Passage.Delivered:
                _delivered.TrySetResult(index);
                break;
            case Passage.Carried:
                _saidNoAnswer = false;
                break;
            case Passage.NoAnswer:
                await SayNoAnswerAsync(port, connection.Forward!, cancellationToken);
                break;
        }
    }

    // An end of ssh looks the same for a moment, and is told elsewhere.
    private async Task SayNoAnswerAsync(TunnelPort port, Forward forward, CancellationToken cancellationToken)
    {
        await Task.Delay(Settle, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested && _gate.Has(forward) && !_delivered.Task.IsCompleted && !_saidNoAnswer)
        {
            _saidNoAnswer = true;
            say(_text.NoAnswer(port));
        }
    }
}
