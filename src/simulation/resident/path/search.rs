//! The cheapest way over the cells of a floor (A*), from one cell to another.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{CELL, Ground};

/// The eight neighbours of a cell, and whether each is a straight step.
const NEIGHBOURS: [((isize, isize), bool); 8] = [
    ((1, 0), true),
    ((-1, 0), true),
    ((0, 1), true),
    ((0, -1), true),
    ((1, 1), false),
    ((1, -1), false),
    ((-1, 1), false),
    ((-1, -1), false),
];

impl Ground {
    /// Which neighbours of a cell one can go to. A diagonal step needs both corners free: bodies do not squeeze between two
    /// cells.
    pub(super) fn steps_from(&self, column: usize, row: usize) -> u8 {
        let is_free = |c: usize, r: usize| c < self.columns && r < self.rows && self.free[r * self.columns + c];
        let goes = |&((x, y), straight): &((isize, isize), bool)| {
            let (Some(c), Some(r)) = (column.checked_add_signed(x), row.checked_add_signed(y)) else { return false };
            is_free(c, r) && (straight || (is_free(c, row) && is_free(column, r)))
        };
        let numbered = NEIGHBOURS.iter().enumerate().filter(|(_, step)| goes(step));
        numbered.fold(0, |bits, (number, _)| bits | 1 << number)
    }

    /// The cheapest cells from start to goal; whole numbers, so that every platform finds the same ones.
    pub(super) fn search(&self, start: usize, goal: usize) -> Option<Vec<usize>> {
        const UNSEEN: u32 = u32::MAX;
        let mut cost = vec![UNSEEN; self.free.len()];
        // Half the width of what a place in a list is: most of a search is filling and reading these.
        let mut came_from = vec![0_u32; self.free.len()];
        // Each is an estimate above its cell in one number: comparing two takes one step.
        let mut open: BinaryHeap<Reverse<u64>> = BinaryHeap::new();
        let short = |cell: usize| u32::try_from(cell).unwrap_or(u32::MAX);
        let entry = |estimate: u32, cell: usize| Reverse(u64::from(estimate) << 32 | u64::from(short(cell)));
        let place = |cell: usize| (cell / self.columns, cell % self.columns);
        let (goal_row, goal_column) = place(goal);
        let first = goal_column / self.per_storey * self.per_storey;
        let own_storey = first..first + self.per_storey;
        let stairs: Vec<(usize, usize, u32)> = (self.flights.iter())
            .filter_map(|flight| {
                let cost = (2.0 * flight.half / CELL * 10.0).round() as u32;
                Some((self.cell(flight.stands[0])?, self.cell(flight.stands[1])?, cost))
            })
            .collect();
        let left = |(row, column): (usize, usize)| {
            // How far it is to another storey's cell depends on the stairs: no guess.
            if !own_storey.contains(&column) {
                return 0;
            }
            let columns = column.abs_diff(goal_column) as u32;
            let rows = row.abs_diff(goal_row) as u32;
            10 * columns.max(rows) + 4 * columns.min(rows)
        };
        cost[start] = 0;
        open.push(entry(left(place(start)), start));
        while let Some(Reverse(next)) = open.pop() {
            let (estimate, cell) = ((next >> 32) as u32, next as u32 as usize);
            if cell == goal {
                let mut cells = vec![goal];
                while let Some(&last) = cells.last()
                    && last != start
                {
                    cells.push(came_from[last] as usize);
                }
                cells.reverse();
                return Some(cells);
            }
            let (row, column) = place(cell);
            if estimate > cost[cell] + left((row, column)) {
                continue;
            }
            for &(low, high, stairs_cost) in &stairs {
                let next = if cell == low {
                    high
                } else if cell == high {
                    low
                } else {
                    continue;
                };
                let total = cost[cell] + stairs_cost;
                if total < cost[next] {
                    cost[next] = total;
                    came_from[next] = short(cell);
                    open.push(entry(total + left(place(next)), next));
                }
            }
            for (number, (step, straight)) in NEIGHBOURS.into_iter().enumerate() {
                if self.steps[cell] & 1 << number == 0 {
                    continue;
                }
                let (r, c) = (row.wrapping_add_signed(step.1), column.wrapping_add_signed(step.0));
                let next = r * self.columns + c;
                let step_cost = if straight { 10 } else { 14 };
                let extra = if self.tight[next] { step_cost / 2 } else { 0 };
                let total = cost[cell] + step_cost + extra;
                if total < cost[next] {
                    cost[next] = total;
                    came_from[next] = short(cell);
                    open.push(entry(total + left((r, c)), next));
                }
            }
        }
        None
    }
}
