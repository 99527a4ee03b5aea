using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Identity.Client;

namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>
/// MSAL's reader of authorization responses, <c>AuthorizationResult</c>. The type is internal, so direct calls to it are
/// compiled once, here; a call then costs what it costs MSAL itself, and no reflection is left in it.
/// </summary>
internal static class MsalResponse
{
    private static readonly Type Result = typeof(PublicClientApplication).Assembly.GetType("Microsoft.Identity.Client.UI.AuthorizationResult", throwOnError: true)!;

    /// <summary>Reads the URL of a redirect and returns the length of the code.</summary>
    public static Func<string, int> CodeLengthFromUri { get; } = Compile<string, int>("FromUri", CodeLength);

    /// <summary>Reads the body of a form post and returns the length of the code.</summary>
    public static Func<byte[], int> CodeLengthFromPostData { get; } = Compile<byte[], int>("FromPostData", CodeLength);

    /// <summary>Reads the URL of a redirect.</summary>
    public static Func<string, string?[]> FromUri { get; } = Compile<string, string?[]>("FromUri", Values);

    /// <summary>Reads the body of a form post.</summary>
    public static Func<byte[], string?[]> FromPostData { get; } = Compile<byte[], string?[]>("FromPostData", Values);

    private static MemberExpression CodeLength(Expression result) => Expression.Property(Property(result, "Code"), nameof(string.Length));

    // Code, state and error, in this order.
    private static NewArrayExpression Values(Expression result) =>
        Expression.NewArrayInit(typeof(string), Property(result, "Code"), Property(result, "State"), Property(result, "Error"));

    private static MemberExpression Property(Expression result, string name) =>
        Expression.Property(result, Result.GetProperty(name, BindingFlags.Instance | BindingFlags.Public)!);

    private static Func<TInput, TOutput> Compile<TInput, TOutput>(string method, Func<Expression, Expression> read)
    {
        ParameterExpression input = Expression.Parameter(typeof(TInput));
        MethodCallExpression result = Expression.Call(Result.GetMethod(method, [typeof(TInput)])!, input);
        return Expression.Lambda<Func<TInput, TOutput>>(read(result), input).Compile();
    }
}
