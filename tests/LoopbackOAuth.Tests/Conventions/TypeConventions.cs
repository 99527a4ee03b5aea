using System.Reflection;
using System.Runtime.CompilerServices;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>What the conventions say about a type, by reflection.</summary>
internal static class TypeConventions
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What is wrong with a type of the library.</summary>
    internal static IEnumerable<string> Violations(Type type)
    {
        if (IsGenerated(type))
        {
            return [];
        }

        return type.IsVisible
            ? [.. Openness(type), .. Fields(type), .. Methods(type), .. Exceptions(type)]
            : Openness(type);
    }

    private static IEnumerable<string> Openness(Type type)
    {
        if (type.IsClass && !type.IsSealed && !type.IsAbstract)
        {
            yield return $"{type} is neither sealed, static nor abstract";
        }
    }

    private static IEnumerable<string> Fields(Type type) => type.GetFields(Declared)
        .Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsInitOnly && !field.IsLiteral && !field.IsSpecialName)
        .Select(field => $"{type}.{field.Name} is a mutable field that everybody sees");

    private static IEnumerable<string> Methods(Type type)
    {
        foreach (var method in type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetMethods(Declared))
        {
            // What another assembly declared and this type only overrides or implements was named there.
            var isOurs = method.GetBaseDefinition().DeclaringType!.Assembly == type.Assembly && !ImplementsForeign(type, method);
            if (!isOurs || method.IsSpecialName || !(method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) || !IsAwaitable(method.ReturnType))
            {
                continue;
            }

            if (!method.Name.EndsWith("Async", StringComparison.Ordinal))
            {
                yield return $"{type}.{method.Name} is awaited but does not end in Async";
            }

            if (method.GetParameters() is not [.., { ParameterType: var last }] || last != typeof(CancellationToken))
            {
                yield return $"{type}.{method.Name} takes no CancellationToken last";
            }
        }
    }

    private static IEnumerable<string> Exceptions(Type type)
    {
        if (type.IsSubclassOf(typeof(Exception)) && type != typeof(LoopbackOAuthException) && !type.IsSubclassOf(typeof(LoopbackOAuthException)))
        {
            yield return $"{type} does not derive from {nameof(LoopbackOAuthException)}";
        }
    }

    private static bool ImplementsForeign(Type type, MethodInfo method) => !type.IsInterface && type.GetInterfaces()
        .Where(contract => contract.Assembly != type.Assembly)
        .Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));

    private static bool IsAwaitable(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(IAsyncEnumerable<>)));

    // Written by the compiler or by a source generator, in this type or around it.
    private static bool IsGenerated(Type? type) => type is not null
        && (type.Name.Contains('<')
            || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
            || type.Namespace?.StartsWith("LoopbackOAuth", StringComparison.Ordinal) != true
            || IsGenerated(type.DeclaringType));
}
