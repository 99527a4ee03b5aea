using System.Runtime.InteropServices;

namespace LoopbackOAuth.Interaction;

/// <summary>Strings as the C library takes a list of them: pointers to UTF-8 with a zero at the end, and a null pointer after the last.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly int _count;

    public NativeStrings(IEnumerable<string> strings)
    {
        string[] all = [.. strings];
        Pointers = (byte**)NativeMemory.AllocZeroed((nuint)all.Length + 1, (nuint)sizeof(byte*));
        foreach (string text in all)
        {
            Pointers[_count++] = (byte*)Marshal.StringToCoTaskMemUTF8(text);
        }
    }

    /// <summary>The list.</summary>
    public byte** Pointers { get; }

    /// <summary>The first string.</summary>
    public byte* First => Pointers[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        for (int i = 0; i < _count; i++)
        {
            Marshal.FreeCoTaskMem((nint)Pointers[i]);
        }

        NativeMemory.Free(Pointers);
    }
}
