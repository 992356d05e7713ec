import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { Course } from '#contract/targets/division.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

/** Where the line should stand and where things stood; the same figures stand in the table beside it. */
export function CourseChart(props: { course: Course }) {
  const { course } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current === null) return undefined
    const chart = init(place.current, undefined, { renderer: 'svg' })
    chart.setOption({
      animation: false,
      aria: { enabled: true, label: { description: `${course.label}：按进度应达与实际` } },
      color: ['#8a94a3', '#1f7a4d'],
      grid: { left: 48, right: 16, top: 36, bottom: 28 },
      legend: { top: 0, left: 0, data: ['按进度应达', '实际'] },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? `${value}${course.unit}` : '未知'),
      },
      xAxis: { type: 'category', boundaryGap: false, data: course.points.map((one) => one.day) },
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: `{value}${course.unit}` } },
      series: [
        {
          name: '按进度应达',
          type: 'line',
          symbol: 'none',
          lineStyle: { type: 'dashed' },
          data: course.points.map((one) => one.pace),
        },
        { name: '实际', type: 'line', symbolSize: 7, data: course.points.map((one) => one.actual) },
      ],
    })
    const resize = () => chart.resize()
    window.addEventListener('resize', resize)
    return () => {
      window.removeEventListener('resize', resize)
      chart.dispose()
    }
  }, [course])
  return <div ref={place} className="course-chart" />
}
