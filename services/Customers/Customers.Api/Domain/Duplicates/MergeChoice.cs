using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>A field of a file that the survivor of a merge can take from the other file.</summary>
public enum MergeField
{
    [Names("Kind", "类型", "類型")] Kind,
    [Names("Role", "角色", "角色")] Role,
    [Names("Sales channel", "销售渠道", "銷售渠道")] Channel,
    [Names("Name", "名称", "名稱")] Name,
    [Names("Phone", "电话", "電話")] Phone,
    [Names("Email", "邮箱", "郵箱")] Email,
    [Names("Tax id", "税号", "稅號")] TaxId,
    [Names("Address", "地址", "地址")] Address,
    [Names("Language", "语言", "語言")] Language,
    [Names("Source", "来源", "來源")] Source,
    [Names("Referred by", "介绍人", "介紹人")] ReferredBy,
    [Names("Grade", "等级", "等級")] Grade,
    [Names("Owner", "负责人", "負責人")] Owner,
}

/// <summary>C16: what the survivor's file says after a merge, field by field, and what it says again after the merge is undone.</summary>
public static class MergeChoice
{
    /// <summary>The survivor's file with the chosen fields of the other one; what the survivor lacks is taken too, and tags are joined.</summary>
    public static CustomerData Combine(CustomerData survivor, CustomerData other, IReadOnlyCollection<MergeField> take)
    {
        var result = survivor;
        foreach (var field in Enum.GetValues<MergeField>())
            if (take.Contains(field) || (IsBlank(survivor, field) && !IsBlank(other, field))) result = Copy(result, other, field);
        return result with { Tags = [.. survivor.Tags.Union(other.Tags)], Custom = CustomFields.Joined(survivor.Custom, other.Custom) };
    }

    /// <summary>Fields that still say what the merge made them say go back; those changed since stay.</summary>
    public static CustomerData Separate(CustomerData now, CustomerData before, CustomerData after)
    {
        var result = now;
        foreach (var field in Enum.GetValues<MergeField>())
            if (!Same(before, after, field) && Same(now, after, field)) result = Copy(result, before, field);
        return result with { Tags = [.. now.Tags.Except(after.Tags.Except(before.Tags))], Custom = CustomFields.Parted(now.Custom, before.Custom, after.Custom) };
    }

    /// <summary>What a later merge into the same file found and left, had an earlier one never been: what both brought, the later one has brought then.</summary>
    /// <param name="later">What it found, and what it left.</param>
    /// <param name="other">The file that it brought.</param>
    /// <param name="says">What the survivor's file said before it without the earlier merge, and with it.</param>
    /// <param name="one">The ids that were one with the survivor's from then on.</param>
    public static (CustomerData Before, CustomerData After) Without(
        (CustomerData Before, CustomerData After) later, CustomerData other, (CustomerData Before, CustomerData After) says, IReadOnlyCollection<Guid> one)
    {
        var before = Separate(later.Before, says.Before, says.After);
        return (before, Separate(later.After, NotByItself(Combine(before, other, []), one), later.Before));
    }

    /// <summary>C7: who brought the other one has become one with it; nobody brings itself.</summary>
    /// <param name="file">What it says.</param>
    /// <param name="one">Both ids, and those of all files that have gone into either.</param>
    public static CustomerData NotByItself(CustomerData file, IReadOnlyCollection<Guid> one) =>
        file.ReferredBy is { } referrer && one.Contains(referrer) ? file with { ReferredBy = null } : file;

    private static CustomerData Copy(CustomerData to, CustomerData from, MergeField field) => field switch
    {
        MergeField.Kind => to with { Kind = from.Kind },
        MergeField.Role => to with { Role = from.Role },
        MergeField.Channel => to with { Channel = from.Channel },
        MergeField.Name => to with { Name = from.Name },
        MergeField.Phone => to with { Phone = from.Phone },
        MergeField.Email => to with { Email = from.Email },
        MergeField.TaxId => to with { TaxId = from.TaxId },
        MergeField.Address => to with { Address = from.Address },
        MergeField.Language => to with { Language = from.Language },
        MergeField.Source => to with { Source = from.Source },
        MergeField.ReferredBy => to with { ReferredBy = from.ReferredBy },
        MergeField.Grade => to with { Grade = from.Grade },
        _ => to with { OwnerId = from.OwnerId, Team = from.Team },
    };

    private static bool IsBlank(CustomerData data, MergeField field) => field switch
    {
        MergeField.Channel => data.Channel is null,
        MergeField.Phone => data.Phone is null,
        MergeField.Email => data.Email is null,
        MergeField.TaxId => data.TaxId is null,
        MergeField.Address => data.Address == new Address(),
        MergeField.ReferredBy => data.ReferredBy is null,
        _ => false,
    };

    /// <summary>Whether two files say the same in a field.</summary>
    internal static bool Same(CustomerData one, CustomerData other, MergeField field) => Copy(one, other, field) == one;
}
