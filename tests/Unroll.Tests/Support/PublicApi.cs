using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Unroll.Tests.Support;

/// <summary>
/// What a user can name in an assembly, as text: a block a type, a line a member, in an order of their own, so that a change shows as changed lines.
/// </summary>
static class PublicApi
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(params Assembly[] assemblies)
    {
        var text = new StringBuilder();
        foreach (Type type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Declaration(type)).Append('\n');
            foreach (string line in Members(type))
                text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    static string Declaration(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsValueType ? type.IsByRefLike ? "ref struct" : "struct" : "class";
        string modifier = kind != "class" ? kind.EndsWith("struct", StringComparison.Ordinal) && type.IsDefined(typeof(IsReadOnlyAttribute), false)
            ? "readonly " : ""
            : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        IEnumerable<Type> inherited = type.GetInterfaces();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
            && parent != typeof(MulticastDelegate))
            inherited = inherited.Except(parent.GetInterfaces()).Prepend(parent);
        string[] bases = kind is "enum" or "delegate" ? [] : [.. inherited.Where(other => other.IsVisible).Select(other => TypeText.Of(other))];
        string inherits = bases.Length > 0 ? " : " + string.Join(", ", bases) : "";
        return $"{modifier}{kind} {type.Namespace}.{TypeText.Of(type)}{inherits}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        if (type.IsSubclassOf(typeof(Delegate)))
            return [Method(type.GetMethod("Invoke")!)];
        return
        [
            .. Sorted(type.GetConstructors(Declared), constructor => IsSeen(constructor, type), constructor =>
                $"{Access(constructor)}{Name(type)}({Parameters(constructor)})"),
            .. Sorted(type.GetFields(Declared), field => field.IsPublic || (field.IsFamily && !type.IsSealed), Field),
            .. Sorted(type.GetProperties(Declared), property => property.GetAccessors(nonPublic: true).Any(accessor => IsSeen(accessor, type)), Property),
            .. Sorted(type.GetEvents(Declared), member => IsSeen(member.AddMethod!, type), member =>
                $"event {TypeText.Of(member.EventHandlerType!)} {member.Name}"),
            .. Sorted(type.GetMethods(Declared), method =>
                IsSeen(method, type) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)), Method),
        ];
    }

    static IEnumerable<string> Sorted<T>(T[] members, Func<T, bool> isSeen, Func<T, string> text)
        where T : MemberInfo => members
            .Where(member => isSeen(member) && !IsGenerated(member))
            .Select(member => (member.Name, Line: text(member)))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.Line, StringComparer.Ordinal)
            .Select(entry => entry.Line);

    /// <summary>What the compiler adds to records and to blocks of extensions is no choice of ours.</summary>
    static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), false) || member.Name.Contains('<', StringComparison.Ordinal);

    static bool IsSeen(MethodBase method, Type type) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !type.IsSealed);

    static string Name(Type type) => type.Name.Split('`')[0];

    static string Access(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        if (method.DeclaringType!.IsInterface)
            return method.IsStatic ? "static " : "";
        return access + (method.IsStatic ? "static " : method.IsAbstract ? "abstract "
            : method is MethodInfo { IsVirtual: true, IsFinal: false } info ? info.GetBaseDefinition() == info ? "virtual " : "override " : "");
    }

    static string Field(FieldInfo field) =>
        $"{(field.IsPublic ? "" : "protected ")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
        + $"{TypeText.Of(field)} {field.Name}{(field.IsLiteral ? " = " + TypeText.Literal(Constant(field)) : "")}";

    static object? Constant(FieldInfo field) =>
        field.FieldType.IsEnum ? Enum.ToObject(field.FieldType, field.GetRawConstantValue()!) : field.GetRawConstantValue();

    static string Property(PropertyInfo property)
    {
        MethodInfo? getter = property.GetMethod, setter = property.SetMethod;
        MethodInfo main = getter is not null && IsSeen(getter, property.DeclaringType!) ? getter : setter!;
        string write = setter is null || !IsSeen(setter, property.DeclaringType!) ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : setter.IsPublic == main.IsPublic ? " set;"
                : " protected set;";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Parameter))}]" : property.Name;
        string required = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        return $"{Access(main)}{required}{TypeText.Of(property)} {name} {{{(main == getter ? " get;" : "")}{write} }}";
    }

    static string Method(MethodInfo method)
    {
        string arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Access(method)}{TypeText.Of(method.ReturnParameter)} "
            + $"{method.Name}{arguments}({Parameters(method)}){TypeText.Constraints(method.GetGenericArguments())}";
    }

    static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    static string Parameter(ParameterInfo parameter)
    {
        string passing = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref " : "";
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false);
        string scoped = parameter.IsDefined(typeof(ScopedRefAttribute), false) ? "scoped " : "";
        string otherwise = parameter.HasDefaultValue ? " = " + TypeText.Literal(parameter.DefaultValue) : "";
        return $"{(isParams ? "params " : scoped)}{passing}{TypeText.Of(parameter)} {parameter.Name}{otherwise}";
    }
}
