using CrmPlatform.ServiceDefaults.Vocabulary;
namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>S3: why a complaint went where it went, in words a person reads.</summary>
internal static class AssignmentReason
{
    public static Wording Chosen(AssignmentRule rule, int team, int able, Agent chosen, int equals)
    {
        var (name, load, place) = (chosen.Name, chosen.Load, Place(rule));
        return equals == 1
            ? new Wording(
                $"Rule \"{rule.Name}\", {place.En}: {able} of {team} can take it; {name} has the fewest open complaints ({load}).",
                $"规则“{rule.Name}”，{place.ZhHans}：{team} 人中 {able} 人可受理，{name}未结投诉最少（{load} 件）。",
                $"規則「{rule.Name}」，{place.ZhHant}：{team} 人中 {able} 人可受理，{name}未結投訴最少（{load} 件）。")
            : new Wording(
                $"Rule \"{rule.Name}\", {place.En}: {able} of {team} can take it; {equals} have the fewest open complaints ({load}), and it is {name}'s turn.",
                $"规则“{rule.Name}”，{place.ZhHans}：{team} 人中 {able} 人可受理，其中 {equals} 人未结投诉同为最少（{load} 件），轮到{name}。",
                $"規則「{rule.Name}」，{place.ZhHant}：{team} 人中 {able} 人可受理，其中 {equals} 人未結投訴同為最少（{load} 件），輪到{name}。");
    }

    public static Wording Nobody(AssignmentRule rule, IReadOnlyCollection<Hindrance> hindrances)
    {
        var words = hindrances.GroupBy(h => h).OrderBy(g => g.Key).Select(g => Hindrances.Words(g.Key, g.Count())).ToList();
        if (words.Count == 0)
            words.Add(new Wording("nobody is in it", "团队中没有人", "團隊中沒有人"));

        return new Wording(
            $"Rule \"{rule.Name}\": nobody of {Place(rule).En} can take it now ({string.Join(", ", words.Select(w => w.En))}). It waits in the queue of team {rule.Team}.",
            $"规则“{rule.Name}”：{Place(rule).ZhHans}目前无人可受理（{string.Join("，", words.Select(w => w.ZhHans))}），已进入团队“{rule.Team}”的队列。",
            $"規則「{rule.Name}」：{Place(rule).ZhHant}目前無人可受理（{string.Join("，", words.Select(w => w.ZhHant))}），已進入團隊「{rule.Team}」的佇列。");
    }

    /// <summary>When a person decided.</summary>
    public static Wording ByHand(string by, string? reason)
    {
        var (en, zh) = string.IsNullOrWhiteSpace(reason) ? (".", "。") : ($": {reason}", $"：{reason}");
        return new Wording($"Assigned by {by}{en}", $"由{by}指派{zh}", $"由{by}指派{zh}");
    }

    private static Wording Place(AssignmentRule rule) => rule.AllTeams
        ? new Wording("all teams", "全部团队", "全部團隊")
        : new Wording($"team {rule.Team}", $"团队“{rule.Team}”", $"團隊「{rule.Team}」");

    public static Wording NoRule(string team) => new(
        $"No rule fits this complaint. It waits in the queue of team {team}.",
        $"没有适用的规则，已进入团队“{team}”的队列。",
        $"沒有適用的規則，已進入團隊「{team}」的佇列。");
}
