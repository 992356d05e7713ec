import { joinBody, recordsOf, type FactGroup } from './group.ts'

const TERM = 30

/** What sealed meetings decided, and the versions of charters. */
export const meetings: FactGroup = {
  with: {
    // What the body changed on paper before its first charter or meeting was entered here has no resolution to be locked to.
    kept_since: `select c.home, c.body, least(min((c.recorded_at at time zone 'Asia/Shanghai')::date), min(i.opened_on)) as day
      from bodies b join charter_standing c on c.home = b.home and c.body = b.id
      left join resolution r on r.home = c.home and r.body = c.body
      left join procedure_item i on i.home = r.home and i.id = r.meeting group by 1, 2`,
    charters: `select c.home, c.body, count(*) filter (where c.changed and c.ground = 'paper' and c.adopted_on >= k.day) as unresolved,
        count(*) filter (where c.changed and c.adopted_on + ${TERM} < a.day and (c.filed_on is null or c.filed_on > a.day)) as unfiled
      from bodies b join charter_standing c on c.home = b.home and c.body = b.id
      join kept_since k on k.home = c.home and k.body = c.body cross join asked a
      where c.adopted_on <= a.day group by 1, 2`,
    assemblies: `select r.home, r.body, count(distinct r.meeting)
        filter (where r.held_on >= date_trunc('year', a.day)::date - interval '1 year') as last_year
      from bodies b join resolution r on r.home = b.home and r.body = b.id cross join asked a
      where r.held_on < date_trunc('year', a.day)::date group by 1, 2`,
    // A version that tells of the release holds from the day of the guarantee, so that its own day says when it ended.
    guarantees: `select g.home, g.body, count(*) filter (where u.held_on is null) as unresolved,
        count(*) filter (where u.held_on > g.since) as late
      from (${recordsOf('guarantee')}) g cross join asked a left join lateral (
        select r.held_on from resolution_use u join resolution r on r.home = u.home and r.meeting = u.meeting and r.number = u.number
        where u.home = g.home and u.guarantee = g.id order by u.used_at desc, u.id desc limit 1) u on true
      where g.state is distinct from '已解除' or g.ended_on > a.day group by 1, 2`,
  },
  once: ['kept_since', 'charters', 'assemblies', 'guarantees'],
  from: ['charters', 'assemblies', 'guarantees'].map(joinBody).join('\n'),
  columns: {
    charters_unresolved: 'charters.unresolved',
    charters_unfiled: 'charters.unfiled',
    last_year_meetings: 'assemblies.last_year',
    has_guarantees: 'guarantees.home is not null',
    guarantees_unresolved: 'coalesce(guarantees.unresolved, 0)',
    guarantees_late: 'coalesce(guarantees.late, 0)',
  },
}
