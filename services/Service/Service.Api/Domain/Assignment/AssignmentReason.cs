using CrmPlatform.ServiceDefaults.Vocabulary;
namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>S3: why a complaint went where it went, in words a person reads.</summary>
internal static class AssignmentReason
{
    public static Wording Chosen(AssignmentRule rule, int team, int able, Agent chosen, int equals)
    {
        var (name, load) = (chosen.Name, chosen.Load);
        return equals == 1
            ? new Wording(
                $"Rule \"{rule.Name}\", team {rule.Team}: {able} of {team} can take it; {name} has the fewest open complaints ({load}).",
                $"规则“{rule.Name}”，团队“{rule.Team}”：{team} 人中 {able} 人可受理，{name}未结投诉最少（{load} 件）。",
                $"規則「{rule.Name}」，團隊「{rule.Team}」：{team} 人中 {able} 人可受理，{name}未結投訴最少（{load} 件）。")
            : new Wording(
                $"Rule \"{rule.Name}\", team {rule.Team}: {able} of {team} can take it; {equals} have the fewest open complaints ({load}), and it is {name}'s turn.",
                $"规则“{rule.Name}”，团队“{rule.Team}”：{team} 人中 {able} 人可受理，其中 {equals} 人未结投诉同为最少（{load} 件），轮到{name}。",
                $"規則「{rule.Name}」，團隊「{rule.Team}」：{team} 人中 {able} 人可受理，其中 {equals} 人未結投訴同為最少（{load} 件），輪到{name}。");
    }

    public static Wording Nobody(AssignmentRule rule, IReadOnlyCollection<Hindrance> hindrances)
    {
        var words = hindrances.GroupBy(h => h).OrderBy(g => g.Key).Select(g => Hindrances.Words(g.Key, g.Count())).ToList();
        if (words.Count == 0)
            words.Add(new Wording("nobody is in it", "团队中没有人", "團隊中沒有人"));

        return new Wording(
            $"Rule \"{rule.Name}\": nobody of team {rule.Team} can take it now ({string.Join(", ", words.Select(w => w.En))}). It waits in the team's queue.",
            $"规则“{rule.Name}”：团队“{rule.Team}”目前无人可受理（{string.Join("，", words.Select(w => w.ZhHans))}），已进入团队队列。",
            $"規則「{rule.Name}」：團隊「{rule.Team}」目前無人可受理（{string.Join("，", words.Select(w => w.ZhHant))}），已進入團隊佇列。");
    }

    public static Wording NoRule(string team) => new(
        $"No rule fits this complaint. It waits in the queue of team {team}.",
        $"没有适用的规则，已进入团队“{team}”的队列。",
        $"沒有適用的規則，已進入團隊「{team}」的佇列。");
}
