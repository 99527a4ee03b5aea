using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>All that a careless program or a debugger could show of an object: its text, its JSON, its display attribute, and the same of all that it holds.</summary>
internal sealed partial class Printout
{
    private const int Deepest = 8;

    private static readonly JsonSerializerOptions s_careless = new() { IncludeFields = true, ReferenceHandler = ReferenceHandler.IgnoreCycles };

    private readonly StringBuilder _text = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    internal string Text => _text.ToString();

    internal Printout Add(object? value)
    {
        if (value is not null)
        {
            Json(value);
            Walk(value, depth: 0);
        }

        return this;
    }

    internal Printout AddText(string? text)
    {
        _text.AppendLine(text);
        return this;
    }

    private void Json(object value)
    {
        try
        {
            _text.AppendLine(JsonSerializer.Serialize(value, value.GetType(), s_careless));
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            _text.AppendLine(exception.ToString());
        }
    }

    private void Walk(object value, int depth)
    {
        _text.AppendLine(value.ToString());
        if (value is string || depth == Deepest || !_seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                if (item is not null)
                {
                    Walk(item, depth + 1);
                }
            }
        }

        if (value.GetType().Namespace?.StartsWith("LoopbackOAuth", StringComparison.Ordinal) != true)
        {
            return;
        }

        if (value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>() is { Value: { } display })
        {
            _text.AppendLine(Expression().Replace(display, match => $"{Evaluate(value, match.Groups["name"].Value)}"));
        }

        // A debugger shows private members as well, unless they are marked.
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.GetCustomAttribute<DebuggerBrowsableAttribute>() is null && field.GetValue(value) is { } held)
            {
                Walk(held, depth + 1);
            }
        }

        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract" && property.GetValue(value) is { } held)
            {
                Walk(held, depth + 1);
            }
        }
    }

    private static object? Evaluate(object value, string name) =>
        name == "ToString()" ? value.ToString() : value.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(value);

    [GeneratedRegex(@"\{(?<name>[\w()]+)(,\w+)?\}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Expression();
}
