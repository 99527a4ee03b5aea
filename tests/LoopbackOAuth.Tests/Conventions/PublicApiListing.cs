using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LoopbackOAuth.Tests.Conventions;

/// <summary>Everything of an assembly that its users can see: a line for each type and each member, in an order that does not depend on the compiler.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var room in assembly.GetExportedTypes().GroupBy(type => type.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(room.Key).Append('\n');
            foreach (var type in room.OrderBy(CSharpName.Plain, StringComparer.Ordinal).ThenBy(type => type.GetGenericArguments().Length))
            {
                text.Append('\n').Append(Declaration(type)).Append('\n');
                foreach (var member in Members(type))
                {
                    text.Append("    ").Append(member).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        var modifiers = type.IsEnum || type.IsInterface || type.IsValueType || type.IsSubclassOf(typeof(Delegate)) ? ""
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsAbstract ? "abstract "
            : type.IsSealed ? "sealed " : "";
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsValueType ? (IsReadOnly(type) ? "readonly " : "") + (IsRecord(type) ? "record struct" : "struct")
            : IsRecord(type) ? "record" : "class";
        return $"public {modifiers}{kind} {CSharpName.Of(type)}{Bases(type)}{Constraints(type.GetGenericArguments())}";
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {CSharpName.Of(Enum.GetUnderlyingType(type))}";
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return "";
        }

        // A record's equality with itself goes without saying.
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces()
            .Where(contract => contract.IsVisible && !inherited.Contains(contract) && !(IsRecord(type) && contract == typeof(IEquatable<>).MakeGenericType(type)))
            .Select(contract => CSharpName.Of(contract))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Insert(0, CSharpName.Of(parent));
        }

        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), provider: null))
                .Select(field => $"{field.Name} = {field.GetRawConstantValue()}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [Method(type.GetMethod("Invoke")!)];
        }

        return
        [
            .. Sorted(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Field)),
            .. Sorted(type.GetConstructors(Declared).Where(IsSeen).Where(IsWritten).Select(constructor => $"{Access(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})")),
            .. Sorted(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsSeen) && property.Name != "EqualityContract").Select(Property)),
            .. Sorted(type.GetEvents(Declared).Where(each => IsSeen(each.AddMethod!)).Select(each => $"{Access(each.AddMethod!)}{Modifiers(each.AddMethod!)}event {CSharpName.Of(each.EventHandlerType!)} {each.Name}")),
            .. Sorted(type.GetMethods(Declared).Where(IsSeen).Where(IsWritten).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)).Select(Method)),
        ];
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static string Field(FieldInfo field)
    {
        var access = field.IsPublic ? "" : "protected ";
        var type = CSharpName.Of(field.FieldType, new NullabilityInfoContext().Create(field));
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {CSharpName.Value(field.GetRawConstantValue(), field.FieldType)}"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = string.Concat(new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsSeen).Select(accessor =>
            accessor == property.GetMethod ? "get; " : IsInit(accessor) ? "init; " : "set; "));
        var first = property.GetAccessors(nonPublic: true).First(IsSeen);
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        return $"{Access(first)}{Modifiers(first)}{required}{CSharpName.Of(property.PropertyType, new NullabilityInfoContext().Create(property))} {index} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var result = CSharpName.Of(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        return $"{Access(method)}{Modifiers(method)}{(method.ReturnType.IsByRef ? "ref " : "")}{result} {method.Name}{generic}({Parameters(method)})"
            + Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var byDefault = parameter.HasDefaultValue ? $" = {CSharpName.Value(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{passing}{CSharpName.Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter))} {parameter.Name}{byDefault}";
    }

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(parameter =>
    {
        var attributes = parameter.GenericParameterAttributes;
        List<string> all = [.. parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => CSharpName.Of(type))];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            all.Insert(0, "class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            all.Insert(0, "struct");
        }
        else if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }));

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? method is { IsAbstract: true } ? "static abstract " : "static "
        : method.DeclaringType!.IsInterface || !method.IsVirtual ? ""
        : method.GetBaseDefinition() != method ? "override "
        : method.IsAbstract ? "abstract "
        : method.IsFinal ? "" : "virtual ";

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsWritten(MethodBase method) => !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.Name.Contains('<');

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsRecord(Type type) => type.IsValueType
        ? type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance, [typeof(StringBuilder)]) is not null
        : type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute));
}
