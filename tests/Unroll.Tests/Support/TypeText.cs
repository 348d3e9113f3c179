using System.Globalization;
using System.Reflection;

namespace Unroll.Tests.Support;

/// <summary>Types as C# writes them, with what may be null.</summary>
static class TypeText
{
    static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    static readonly NullabilityInfoContext s_context = new();

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, s_context.Create(parameter), parameter.IsOut);

    public static string Of(PropertyInfo property) => Of(property.PropertyType, s_context.Create(property), !property.CanRead);

    public static string Of(FieldInfo field) => Of(field.FieldType, s_context.Create(field), isWritten: false);

    public static string Of(Type type) => Of(type, null, isWritten: false);

    public static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool flag => flag ? "true" : "false",
        Enum name => $"{name.GetType().Name}.{name}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(Constraint));

    static string Constraint(Type argument)
    {
        GenericParameterAttributes flags = argument.GenericParameterAttributes;
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] parts =
        [
            .. isStruct ? ["struct"] : flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? (string[])["class"] : [],
            .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of),
            .. !isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? (string[])["new()"] : [],
        ];
        return parts.Length > 0 ? $" where {argument.Name} : {string.Join(", ", parts)}" : "";
    }

    static string Of(Type type, NullabilityInfo? nullability, bool isWritten)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability, isWritten);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value, null, isWritten) + "?";
        NullabilityState? state = isWritten ? nullability?.WriteState : nullability?.ReadState;
        string mark = !type.IsValueType && state == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, nullability?.ElementType, isWritten)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (s_keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (type.IsGenericParameter)
            return type.Name;
        string outer = type.DeclaringType is { } declaring ? Of(declaring) + "." : "", name = type.Name.Split('`')[0];
        if (!type.Name.Contains('`', StringComparison.Ordinal))
            return outer + name + mark;
        Type[] arguments = type.GetGenericArguments();
        NullabilityInfo[] inner = nullability?.GenericTypeArguments ?? [];
        IEnumerable<string> texts = arguments.Select((argument, i) => Of(argument, i < inner.Length ? inner[i] : null, isWritten));
        return name == "ValueTuple" ? $"({string.Join(", ", texts)}){mark}" : $"{outer}{name}<{string.Join(", ", texts)}>{mark}";
    }
}
