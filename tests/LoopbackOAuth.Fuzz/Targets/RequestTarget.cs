using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz.Model;
using LoopbackOAuth.Fuzz.Peers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Fuzz.Targets;

/// <summary>What a connection receives: head reader, admission, then parser and validator, as the socket transport does it.</summary>
internal sealed class RequestTarget : IFuzzTarget
{
    private const int NoVerdict = 31;

    private readonly Subject _subject;
    private readonly FormTarget _form;
    private readonly KestrelReader _kestrel = new();

    public RequestTarget(Subject subject)
    {
        _subject = subject;
        _form = new FormTarget(subject);
    }

    public Behaviour Run(ReadOnlyMemory<byte> input, Scenario scenario, bool thorough)
    {
        ReadOnlySpan<byte> received = input.Span[..Math.Min(input.Length, HttpRequestHead.MaxLength)];
        if (received.IsEmpty || !HttpRequestHead.MayBeHttp(received))
        {
            return Refused(input, received.IsEmpty ? RequestStage.Incomplete : RequestStage.NotHttp, thorough);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        HttpRequestHeadStatus status = _subject.ReadHead(received, out CallbackRequest request, out int end);
        Admission admission = default;
        Range query = default;
        if (status is HttpRequestHeadStatus.Complete)
        {
            admission = _subject.Judge(scenario.Policy, request, out query);
        }

        CheckAllocation(GC.GetAllocatedBytesForCurrentThread() - before, received, scenario);
        CheckPieces(received, status, end);
        if (status is not HttpRequestHeadStatus.Complete)
        {
            return Refused(
                input,
                status is HttpRequestHeadStatus.Bad ? RequestStage.Unreadable : received.Length < HttpRequestHead.MaxLength ? RequestStage.Incomplete : RequestStage.TooLong,
                thorough);
        }

        bool isAdmitted = admission is Admission.Query or Admission.FormBody or Admission.CrossOriginFetch;
        CheckKestrel(input, end, request, isAdmitted);
        if (!isAdmitted)
        {
            return new Behaviour(Outcome(RequestStage.Judged, admission, NoVerdict), Shape(request));
        }

        if (AdmissionModel.Objection(received[..end], scenario, admission) is { } objection)
        {
            throw new Violation("What is admitted is the user's navigation to this redirect URI", objection);
        }

        ReadOnlySpan<byte> parameters = request.Target[query];
        if (admission is Admission.FormBody)
        {
            int length = (int)request.ContentLength;
            if (input.Length - end < length)
            {
                return new Behaviour(Outcome(RequestStage.FormMissing, admission, NoVerdict), Shape(request));
            }

            parameters = input.Span.Slice(end, length);
        }

        CallbackChannel channel = admission switch
        {
            Admission.FormBody => CallbackChannel.FormPost,
            Admission.CrossOriginFetch => CallbackChannel.CrossOriginFetch,
            _ => CallbackChannel.Redirect,
        };
        Behaviour form = _form.Run(parameters, scenario, channel, thorough, out CallbackVerdict verdict);
        return new Behaviour(Outcome(RequestStage.Judged, admission, (int)verdict.Refusal), Shape(request) ^ (form.Shape * 0x9E3779B97F4A7C15));
    }

    public string NameOf(int outcome)
    {
        RequestStage stage = (RequestStage)(outcome >> 16);
        Admission admission = (Admission)((outcome >> 8) & 0xFF);
        int verdict = outcome & 0xFF;
        return stage is not RequestStage.Judged ? stage.ToString()
            : verdict == NoVerdict ? admission.ToString()
            : $"{admission}: {_form.NameOf(verdict)}";
    }

    private static int Outcome(RequestStage stage, Admission admission, int verdict) => ((int)stage << 16) | ((int)admission << 8) | verdict;

    // However the bytes arrive, the head ends with its last byte, and what is wrong stays wrong.
    private void CheckPieces(ReadOnlySpan<byte> received, HttpRequestHeadStatus status, int end)
    {
        ReadOnlySpan<int> cuts = status is HttpRequestHeadStatus.Complete ? [end - 1, end - 2, end - 3, end / 2, end, end + 1] : [received.Length / 2, received.Length - 1];
        foreach (int cut in cuts)
        {
            if (cut <= 0 || cut > received.Length)
            {
                continue;
            }

            HttpRequestHeadStatus piece = _subject.ReadHead(received[..cut], out _, out int pieceEnd);
            bool holds = status switch
            {
                HttpRequestHeadStatus.Complete => cut < end ? piece is HttpRequestHeadStatus.Incomplete : piece is HttpRequestHeadStatus.Complete && pieceEnd == end,
                HttpRequestHeadStatus.Incomplete => piece is HttpRequestHeadStatus.Incomplete,
                _ => piece is not HttpRequestHeadStatus.Complete,
            };
            Violation.ThrowUnless(holds, "In pieces a head is what it is in one", $"{status} with {end} bytes, {piece} with {pieceEnd} in the first {cut}");
        }
    }

    private void CheckAllocation(long allocated, ReadOnlySpan<byte> received, Scenario scenario)
    {
        for (int attempt = 0; allocated > 0 && attempt < 3; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            if (_subject.ReadHead(received, out CallbackRequest request, out _) is HttpRequestHeadStatus.Complete)
            {
                _subject.Judge(scenario.Policy, request, out _);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Violation.ThrowUnless(allocated == 0, "Reading and judging a request allocates nothing", $"{allocated} bytes");
    }

    private Behaviour Refused(ReadOnlyMemory<byte> input, RequestStage stage, bool thorough)
    {
        StricterThanKestrel reasons = StricterThanKestrel.None;
        if (thorough)
        {
            int end = _kestrel.Read(input);
            if (end > 0)
            {
                reasons = StrictnessModel.Reasons(input.Span[..end]);
                Violation.ThrowUnless(reasons is not StricterThanKestrel.None, "A request that Kestrel reads is refused only for a known reason", stage.ToString());
            }
        }

        return new Behaviour(Outcome(stage, default, NoVerdict), (Behaviour.LengthClass(input.Length) << 16) | (ulong)reasons);
    }

    private void CheckKestrel(ReadOnlyMemory<byte> input, int end, in CallbackRequest request, bool isAdmitted)
    {
        int kestrelEnd = _kestrel.Read(input);
        if (kestrelEnd == -2 && !isAdmitted && request.Target[0] is (byte)'?' or (byte)'%')
        {
            // No form of a target (RFC 9112 section 3.2). Kestrel says so a step earlier than the library.
            return;
        }

        Violation.ThrowUnless(kestrelEnd == end, "Kestrel reads what the library reads, up to the same byte", $"{kestrelEnd} instead of {end}");
        Violation.ThrowUnless(_kestrel.Method.SequenceEqual(request.Method), "Kestrel reads the same method");
        Violation.ThrowUnless(_kestrel.Target.SequenceEqual(request.Target), "Kestrel reads the same target");

        int hosts = 0;
        bool isEncoded = false, isUpgrade = false;
        ReadOnlySpan<byte> host = default, mode = default, dest = default, type = default, length = default;
        foreach ((byte[] name, byte[] value) in _kestrel.Fields)
        {
            switch (name.Length, name[^1] | 0x20)
            {
                case (4, 't'):
                    hosts++;
                    host = value;
                    break;
                case (7, 'e') when (name[0] | 0x20) == 'u':
                    isUpgrade = true;
                    break;
                case (12, 'e'):
                    type = value.Length == 0 ? type : value;
                    break;
                case (14, 'h'):
                    length = value;
                    break;
                case (14, 'e'):
                    mode = value.Length == 0 ? mode : value;
                    break;
                case (14, 't'):
                    dest = value.Length == 0 ? dest : value;
                    break;
                case (17, 'g'):
                    isEncoded = true;
                    break;
            }
        }

        Check(hosts == request.HostCount, "Host count");
        Check(hosts != 1 || host.SequenceEqual(request.Host), "Host");
        Check(isUpgrade == request.HasUpgrade, "Upgrade");
        Check(isEncoded == request.HasTransferEncoding, "Transfer-Encoding");
        Check(!isAdmitted || mode.SequenceEqual(request.FetchMode), "Sec-Fetch-Mode");
        Check(!isAdmitted || dest.SequenceEqual(request.FetchDest), "Sec-Fetch-Dest");
        Check(!isAdmitted || type.SequenceEqual(request.ContentType) || request.ContentType.SequenceEqual(","u8), "Content-Type");
        Check(length.IsEmpty ? request.ContentLength == -1 : long.TryParse(Encoding.ASCII.GetString(length), out long number) && number == request.ContentLength, "Content-Length");

        static void Check(bool holds, string field) => Violation.ThrowUnless(holds, "Kestrel reads the same field values", field);
    }

    private static ulong Shape(in CallbackRequest request)
    {
        ulong shape = Behaviour.LengthClass(request.Target.Length);
        Add((ulong)Math.Min(request.HostCount, 3), 2);
        Add(request.Host.IsEmpty ? 0u : 1u, 1);
        Add(request.Purpose.IsEmpty ? 0u : 1u, 1);
        Add((ulong)Math.Min(request.FetchMode.Length, 15), 4);
        Add((ulong)Math.Min(request.FetchDest.Length, 15), 4);
        Add((ulong)Math.Min(request.ContentType.Length / 11, 3), 2);
        Add(request.ContentLength < 0 ? 0 : 1 + Behaviour.LengthClass((int)Math.Min(request.ContentLength, int.MaxValue)), 3);
        Add(request.HasTransferEncoding ? 1u : 0u, 1);
        Add(request.HasUpgrade ? 1u : 0u, 1);
        Add((ulong)Math.Min(request.Method.Length, 8), 4);
        Add(request.Target.IsEmpty ? 0 : (ulong)request.Target[0], 8);
        return shape;

        void Add(ulong value, int bits) => shape = (shape << bits) | value;
    }
}
